import { clientFacts } from './client-facts.ts'
import type { Listeners } from './listeners.ts'
import { type PhoneLog, plainCopy } from './log.ts'
import type { PhoneSettings } from './settings.ts'
import { type AsyncApi, type CallOptions, settle, WxFailure } from './wx-call.ts'
import { readAnswer, readRequest, type RequestOptions } from './wx-request.ts'

export interface Network {
  apis: Record<string, unknown>
  isOffline(): boolean
  setOffline(isOffline: boolean): void
  /** To the background: what is still open then is cut after a while. */
  setHidden(isHidden: boolean): void
}

const noNetwork = () => new WxFailure('errcode:-106 error_msg:net::ERR_INTERNET_DISCONNECTED', 600_001)

/** Bound to what cuts a request short: its own time-out, `abort()`, loss of the network, the background. */
class OpenRequests {
  readonly #open = new Set<(reason: WxFailure) => void>()
  #isOffline: boolean
  #background: ReturnType<typeof setTimeout> | undefined

  constructor(isOffline: boolean) {
    this.#isOffline = isOffline
  }

  get isOffline(): boolean {
    return this.#isOffline
  }

  async run<T>(work: (signal: AbortSignal) => Promise<T>, timeout: number, task: { abort?: () => void }): Promise<T> {
    if (this.#isOffline) throw noNetwork()
    const controller = new AbortController()
    const cut = (reason: WxFailure): void => controller.abort(reason)
    task.abort = () => cut(new WxFailure('abort'))
    const timer = setTimeout(cut, timeout, new WxFailure('timeout', 5))
    this.#open.add(cut)
    try {
      return await work(controller.signal)
    } catch (error) {
      throw controller.signal.aborted ? controller.signal.reason : error
    } finally {
      clearTimeout(timer)
      this.#open.delete(cut)
    }
  }

  setOffline(isOffline: boolean): void {
    this.#isOffline = isOffline
    if (isOffline) this.#cutAll(noNetwork())
  }

  setHidden(isHidden: boolean): void {
    clearTimeout(this.#background)
    const cut = () => this.#cutAll(new WxFailure('interrupted', 600_003))
    if (isHidden) this.#background = setTimeout(cut, clientFacts.backgroundRequest)
  }

  #cutAll(reason: WxFailure): void {
    this.#open.forEach((cut) => cut(reason))
  }
}

export function createNetwork(log: PhoneLog, api: AsyncApi, listeners: Listeners, settings: PhoneSettings): Network {
  const requests = new OpenRequests(settings.offline ?? false)
  const send = settings.request ?? window.fetch.bind(window)
  const type = (): string => (requests.isOffline ? 'none' : 'wifi')

  function request(options: RequestOptions & CallOptions): object {
    log.add({ kind: 'wx', name: 'request', args: plainCopy(options) })
    const task: { abort?: () => void } = {}
    const work = async (signal: AbortSignal): Promise<object> => {
      const { url, init } = readRequest(options, settings.server)
      return readAnswer(await send(url, { ...init, signal }), options)
    }
    const outcome = requests.run(work, options.timeout ?? clientFacts.requestTimeout, task)
    void settle('request', { complete: () => undefined, ...options }, outcome)
    return { abort: () => task.abort?.(), onHeadersReceived() {}, offHeadersReceived() {} }
  }

  return {
    isOffline: () => requests.isOffline,
    setHidden: (isHidden) => requests.setHidden(isHidden),
    setOffline(isOffline) {
      if (isOffline === requests.isOffline) return
      requests.setOffline(isOffline)
      listeners.fire('NetworkStatusChange', { isConnected: !isOffline, networkType: type() })
    },
    apis: {
      request,
      getNetworkType: api('getNetworkType', () => ({ networkType: type(), hasSystemProxy: false, weakNet: false })),
      ...listeners.apis(['NetworkStatusChange', 'NetworkWeakChange']),
    },
  }
}
