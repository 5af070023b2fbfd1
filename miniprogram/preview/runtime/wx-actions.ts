import type { ModalOptions, Overlays, ToastOptions } from './overlays.ts'
import type { AsyncApi } from './wx-call.ts'

/** The phone's clipboard; read by whoever drives the phone. */
export interface Clipboard {
  text: string
}

// The browser's own clipboard too where it lets us, so that a copied code can be pasted in another tab.
function copy(clipboard: Clipboard, text: string): void {
  clipboard.text = text
  void navigator.clipboard?.writeText(text).catch(() => undefined)
}

interface Actions {
  overlays: Overlays
  clipboard: Clipboard
  /** To the background, as `exitMiniProgram` does. */
  leave(): void
}

/** What the client does or shows at once. What leaves the phone (a call, a share) only goes into the log. */
export function actionApis({ overlays, clipboard, leave }: Actions, api: AsyncApi): Record<string, unknown> {
  const onlyLogged = (name: string): [string, unknown] => [name, api(name, () => undefined)]
  const setClipboard = ({ data }: { data: string }): void => {
    copy(clipboard, data)
    overlays.showToast({ title: '内容已复制', icon: 'none' })
  }
  return {
    showToast: api('showToast', (options: ToastOptions) => overlays.showToast(options)),
    hideToast: api('hideToast', () => overlays.hideToast()),
    showLoading: api('showLoading', ({ title, mask }: ToastOptions) =>
      overlays.showToast({ title, mask, icon: 'loading', duration: Infinity }),
    ),
    hideLoading: api('hideLoading', () => overlays.hideToast()),
    showModal: api('showModal', (options: ModalOptions) => overlays.showModal(options)),
    setClipboardData: api('setClipboardData', setClipboard),
    getClipboardData: api('getClipboardData', () => ({ data: clipboard.text })),
    exitMiniProgram: api('exitMiniProgram', leave),
    ...Object.fromEntries(
      ['makePhoneCall', 'hideShareMenu', 'setVisualEffectOnCapture', 'openCustomerServiceChat'].map(onlyLogged),
    ),
    getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
  }
}
