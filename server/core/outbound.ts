// What leaves the building. outbound/ implements it, one file a provider.

/**
 * What became of a message. `refused`: the provider said no, and nothing was sent: the address or number is no good (`target`), too many went there
 * (`limit`), or the provider cannot be used now (`down`). `unknown`: no answer in time; the message may have gone, and is not sent again by itself.
 */
export type Delivery = { is: 'sent' } | { is: 'refused'; why: 'target' | 'limit' | 'down' } | { is: 'unknown' }

export interface Mail {
  to: string
  subject: string
  text: string
  html: string
}

export interface Mailer {
  /** Never throws: whatever goes wrong is a delivery. Answers within limits.mailTimeout (spec R12). */
  send(mail: Mail): Promise<Delivery>
}

/** Providers send approved templates only; a template has one variable. */
export interface TextMessage {
  template: 'code' | 'notice'
  /** E.164: +8613800138000 */
  number: string
  /** code: six digits. notice: at most 12 characters. */
  value: string
}

export interface Texter {
  /** Never throws: whatever goes wrong is a delivery. Answers within limits.smsTimeout (spec R12). */
  send(message: TextMessage): Promise<Delivery>
}
