import type { Language } from '../../shared/messages/problems.ts'

export const phoneNames = ['one', 'two'] as const
export type PhoneName = (typeof phoneNames)[number]

/** One message in the outbox. */
export interface Sent {
  id: string
  via: 'mail' | 'sms' | 'wechat'
  /** A mail address, a masked number, or the phone whose WeChat it is. */
  to: string
  /** Milliseconds since 1970. */
  at: number
  /** null: a text message has none. */
  subject: string | null
  /** What a mail says first in each language; of the others all that there is. */
  lines: Record<Language, string[]>
  /** Six digits. */
  code: string | null
  /** Opens the page 不是我. */
  notMe: string | null
}

/** What the console's page asks for again and again. */
export interface DemoState {
  /** Origin of the portal. */
  portal: string
  account: { address: string; password: string }
  /** Whether a mailbox is bound to the phone's WeChat; null as long as the phone has not asked the server for anything. */
  isBound: Record<PhoneName, boolean | null>
  /** The newest first. */
  outbox: Sent[]
}
