import Taro from '@tarojs/taro'

const isConfirming = (): boolean => Taro.getCurrentPages().some(({ route }) => route?.includes('pages/confirm/'))

/** A new version is put in place at once, unless somebody is deciding; then the next start brings it. */
export function watchUpdates(): void {
  const manager = Taro.getUpdateManager()
  manager.onUpdateReady(() => {
    if (!isConfirming()) manager.applyUpdate()
  })
}
