import Taro from '@tarojs/taro'

/** @returns whether it was copied: the user may have refused WeChat the clipboard. */
export const copy = (data: string): Promise<boolean> =>
  Taro.setClipboardData({ data }).then(
    () => true,
    () => false,
  )
