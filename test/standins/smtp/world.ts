import type { Counted, FaultMatch } from '../fault-match.ts'
import type { Letter } from './mime.ts'

/** Where a fault waits: before the greeting, at a command, or when the whole mail is there. */
export const stages = ['greeting', 'auth', 'mail', 'rcpt', 'data'] as const
export type Stage = (typeof stages)[number]

/** `hang` and `drop` at `data` come after the mail was taken, as when an answer is lost; `reply` comes instead of taking it. */
export type Fault = { at: Stage } & (
  | { do: 'reply'; code: number; text?: string }
  /** Never answers. */
  | { do: 'hang' }
  /** A TCP reset. */
  | { do: 'drop' }
)
export type FaultRequest = Fault & Omit<FaultMatch, 'path'>

export interface ReceivedMail extends Letter {
  at: number
  /** `from` is empty for the null return path. */
  envelope: { from: string; to: string }
  /** How the client called itself. */
  hello: string
  isEncrypted: boolean
  /** Who was logged in. */
  user: string | null
}

/** A client, from its greeting on. */
export interface Visit {
  at: number
  isEncrypted: boolean
  /** A login was offered, right or wrong. */
  hasLoggedIn: boolean
}

export interface World {
  mails: ReceivedMail[]
  visits: Visit[]
  faults: (Fault & Counted)[]
}

export const createWorld = (): World => ({ mails: [], visits: [], faults: [] })
