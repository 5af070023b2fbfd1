import type { Delivery } from '../../core/outbound.ts'

/** What nodemailer knows of a failure; its message and response may repeat the address, and go no further. */
interface Failure {
  command?: unknown
  response?: unknown
  responseCode?: unknown
}

type Refused = Extract<Delivery, { is: 'refused' }>

/** The server's no (RFC 5321 §4.2.1): 4yz or 5yz. Anything else that came instead of an answer is no answer. */
export function replyCodeOf({ responseCode }: Failure): number | undefined {
  const isRefusal = typeof responseCode === 'number' && responseCode >= 400 && responseCode < 600
  return isRefusal ? responseCode : undefined
}

// 421: the server is closing. 503, 530: it wants something of us first. 5.7.x: it does not let us send (RFC 3463 §3.8).
const isAboutUs = (code: number, response: unknown) =>
  [421, 503, 530].includes(code) || /^5\d\d[ -]5\.7\./.test(String(response))

/** Only RCPT is about the address; every other no would meet each other address too. */
function whyOf(code: number, { command, response }: Failure): Refused['why'] {
  if (command !== 'RCPT TO' || isAboutUs(code, response)) return 'down'
  return code >= 500 ? 'target' : 'limit'
}

/** @param hasBegun whether a byte of the mail itself was written: without an answer, it may be on its way then. */
export function judge(failure: Failure, hasBegun: boolean): Exclude<Delivery, { is: 'sent' }> {
  const code = replyCodeOf(failure)
  if (code !== undefined) return { is: 'refused', why: whyOf(code, failure) }
  return hasBegun ? { is: 'unknown' } : { is: 'refused', why: 'down' }
}
