import { clientFacts } from './client-facts.ts'
import { make, makeButton } from './dom.ts'

export interface ToastOptions {
  title: string
  icon?: 'success' | 'error' | 'loading' | 'none'
  duration?: number
  mask?: boolean
}

export interface ModalOptions {
  title?: string
  content?: string
  showCancel?: boolean
  cancelText?: string
  confirmText?: string
  confirmColor?: string
  cancelColor?: string
}

export interface ModalAnswer {
  confirm: boolean
  cancel: boolean
}

/** What the client draws over a page. */
export interface Overlays {
  showToast(options: ToastOptions): void
  hideToast(): void
  /** Resolves when one of its buttons is pressed. */
  showModal(options: ModalOptions): Promise<ModalAnswer>
}

function createToast(screen: HTMLElement): Pick<Overlays, 'showToast' | 'hideToast'> {
  const toast = make('div', 'phone-toast')
  toast.setAttribute('role', 'status')
  toast.hidden = true
  screen.append(toast)
  let timer: ReturnType<typeof setTimeout> | undefined
  const hideToast = (): void => {
    clearTimeout(timer)
    toast.hidden = true
  }
  return {
    hideToast,
    showToast({ title, icon = 'success', duration = clientFacts.toastShown, mask = false }) {
      hideToast()
      toast.textContent = title
      toast.dataset.icon = icon
      toast.toggleAttribute('data-mask', mask)
      toast.hidden = false
      if (duration !== Infinity) timer = setTimeout(hideToast, duration)
    },
  }
}

function modalButton(text: string, color: string | undefined, onClick: () => void): HTMLButtonElement {
  const button = makeButton('phone-modal-button', text, onClick)
  button.textContent = text
  if (color) button.style.color = color
  return button
}

function createModal(options: ModalOptions, answer: (isConfirmed: boolean) => void): HTMLElement {
  const { title = '', content = '', showCancel = true, cancelText = '取消', confirmText = '确定' } = options
  const cancel = modalButton(cancelText, options.cancelColor, () => answer(false))
  const confirm = modalButton(confirmText, options.confirmColor ?? '#576b95', () => answer(true))
  const buttons = make('div', 'phone-modal-buttons', ...(showCancel ? [cancel] : []), confirm)
  const texts = [title && make('div', 'phone-modal-title', title), content && make('div', 'phone-modal-text', content)]
  const box = make('div', 'phone-modal', ...texts.filter((text) => text !== ''), buttons)
  box.setAttribute('role', 'dialog')
  box.setAttribute('aria-modal', 'true')
  box.setAttribute('aria-label', title || content)
  return make('div', 'phone-scrim', box)
}

export function createOverlays(screen: HTMLElement): Overlays {
  return {
    ...createToast(screen),
    showModal: (options) =>
      new Promise((resolve) => {
        const scrim = createModal(options, (isConfirmed) => {
          scrim.remove()
          resolve({ confirm: isConfirmed, cancel: !isConfirmed })
        })
        screen.append(scrim)
        scrim.querySelector<HTMLElement>('.phone-modal-button:last-child')?.focus()
      }),
  }
}
