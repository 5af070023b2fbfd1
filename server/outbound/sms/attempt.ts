import type { Delivery, TextMessage } from '../../core/outbound.ts'
import { refused, unknown, type Provider } from './provider.ts'
import { watchRequests, type Seen } from './watch.ts'

export interface Attempt {
  delivery: Delivery
  /** The provider's, the system's or ours; letters, dots and lines only. */
  code: string
  /** Another provider may be asked: this one was not reached, or answered that it is broken. */
  isFault: boolean
}

const end = (delivery: Delivery, code: string): Attempt => ({ delivery, code: readable(code), isFault: false })
const fault = (code: string): Attempt => ({ delivery: refused('down'), code: readable(code), isFault: true })

/** Without digits nothing that was sent can hide in it. The status of HTTP is ours. */
const readable = (code: string) => (/^[A-Za-z][A-Za-z._]{1,63}$|^HTTP_\d{3}$/.test(code) ? code : 'UNREADABLE')

const endOf = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the time is over')), { once: true })
  })

/** One provider, asked once. Never throws. What the SDK throws ends here: its text may hold number and code. */
export async function attempt(provider: Provider, message: TextMessage, signal: AbortSignal): Promise<Attempt> {
  const { seen, result } = watchRequests(signal, () => provider.request(message))
  const answer = await Promise.race([result, endOf(signal)]).catch(() => undefined)
  if (seen.status !== undefined && seen.status >= 500) return fault(`HTTP_${seen.status}`)
  if (answer) return end(provider.verdicts.get(answer) ?? refused('down'), answer)
  return judgeSilence(seen, signal)
}

/** No code of the provider's came. */
function judgeSilence({ reached, status, code }: Seen, { aborted }: AbortSignal): Attempt {
  if (reached === 'no') return fault(code ?? 'TIMEOUT')
  if (status !== undefined && status >= 400) return end(refused('down'), `HTTP_${status}`)
  return end(unknown, aborted ? 'TIMEOUT' : (code ?? 'UNREADABLE'))
}
