export const phoneNames = ['one', 'two'] as const
export type PhoneName = (typeof phoneNames)[number]

/** One message in the outbox. */
export interface Sent {
  id: string
  to: PhoneName
  /** Milliseconds since 1970. */
  at: number
  /** The fields of the template, in their order. */
  lines: string[]
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
