import type { LogEntry } from './log.ts'
import type { Phone } from './phone.ts'
import type { EnterOptions } from './settings.ts'

/** `window.__phoneControl`: the hand that holds the phone. */
export interface PhoneControl {
  /** Enters the mini-program while it runs; a page that a scan names replaces the whole page stack, as in the client. */
  open(options: EnterOptions): void
  scanned(options: EnterOptions): void
  setOffline(isOffline: boolean): void
  isOffline(): boolean
  hide(): void
  show(): void
  back(): void
  pullDown(): void
  /** The user makes a screenshot. */
  captureScreen(): void
  log(): LogEntry[]
  clearLog(): void
  /** Path of the page on top. */
  route(): string
  /** Paths of all open pages, the lowest first. */
  stack(): string[]
  clipboard(): string
  /** Empties the storage; a reload then is a first start. */
  resetStorage(): void
}

export const createControl = (phone: Phone): PhoneControl => ({
  open: (options) => phone.life.enter(options),
  scanned: (options) => phone.life.enter(options),
  setOffline: (isOffline) => phone.setOffline(isOffline),
  isOffline: () => phone.network.isOffline(),
  hide: () => phone.life.hide(),
  show: () => phone.life.show(),
  back: () => phone.pages.navigateBack(),
  pullDown: () => void phone.pages.top?.call('onPullDownRefresh'),
  captureScreen: () => phone.listeners.fire('UserCaptureScreen'),
  log: () => phone.log.entries(),
  clearLog: () => phone.log.clear(),
  route: () => phone.pages.top?.path ?? '',
  stack: () => phone.pages.routes(),
  clipboard: () => phone.clipboard.text,
  resetStorage: () => phone.storage.clear(),
})

/**
 * The same by `postMessage` from a page of this origin: `{ phone: 'route', args: [], id: 1 }` is answered by
 * `{ phone: 'route', id: 1, value }` or `{ phone: 'route', id: 1, error }`.
 */
export function listenToMessages(control: PhoneControl): void {
  window.addEventListener('message', ({ origin, source, data }: MessageEvent<unknown>) => {
    if (origin !== location.origin || typeof data !== 'object' || !data || !('phone' in data)) return
    const { phone, id, args = [] } = data as { phone: keyof PhoneControl; id?: unknown; args?: unknown[] }
    if (!Object.hasOwn(control, phone) || 'value' in data || 'error' in data) return
    const answer = (outcome: object): void => source?.postMessage({ phone, id, ...outcome }, { targetOrigin: origin })
    try {
      answer({ value: (control[phone] as (...given: unknown[]) => unknown)(...args) })
    } catch (error) {
      answer({ error: String(error) })
    }
  })
}
