import { randomUUID } from 'node:crypto'
import type { FactorKind } from '../../shared/factors.ts'
import type { Browser } from './place.ts'

/** What can happen to an account's security, in past tense order of a life. */
export type AuditType =
  | 'login.password'
  | 'login.succeeded'
  | 'login.failed'
  | 'login.refused'
  | 'scan.taken'
  | 'scan.turned-away'
  | 'scan.approved'
  | 'factor.bound'
  | 'factor.changed'
  | 'factor.unbound'
  | 'recovery.made'
  | 'proof.given'
  | 'code.sent'
  | 'device.trusted'
  | 'device.ended'
  | 'device.theft'
  | 'account.frozen'
  | 'account.reset'
  | 'account.unlocked'
  | 'account.enrol'
  | 'account.enrol-off'
  | 'account.erased'
  | 'codes.ended'
  | 'keys.rotated'
  | 'change.refused'
  | 'session.ended'
  | 'session.theft'
  | 'app-password.made'
  | 'app-password.ended'
  | 'client.refused'
  | 'client.signed-in'
  | 'client.old'

/** One line of the trail: who, what, which account, from where, outcome (spec R10). No secret, no full address. */
export interface AuditEvent {
  id: string
  at: Date
  type: AuditType
  outcome: 'ok' | 'failed' | 'refused'
  accountId: string | null
  actor: 'browser' | 'phone' | 'client' | 'system' | 'operator'
  method: 'password' | 'code' | 'scan' | 'device' | null
  kind: FactorKind | null
  /** The keyed mark of the WeChat that answered, so that a phone can be shown what it did. */
  mark: string | null
  browser: Browser | null
  detail: string | null
}

/** Where an event is told besides the trail; decided with the change, since the change may take a channel away. Sealed for this event. */
export interface Channel {
  via: 'mail' | 'sms'
  to: string
}

/** At each of these times, what is signed in to the mailbox at the mail servers has to sign in again. */
export interface Ending {
  address: string
  at: Date[]
}

/** An event that waits to be carried to the trail, and to its channels. */
export interface OutboxEvent extends AuditEvent {
  channels?: Channel[]
  /** Ends open sessions at the mail servers. */
  ending?: Ending
}

type Known = Pick<AuditEvent, 'type' | 'outcome' | 'accountId' | 'actor'> & Partial<AuditEvent>

export const auditEvent = (now: Date, known: Known): AuditEvent => ({
  id: randomUUID(),
  at: now,
  method: null,
  kind: null,
  mark: null,
  browser: null,
  detail: null,
  ...known,
})
