// What store/ implements. Each method that changes something is one atomic write; null means the write was lost to another one.
import type { DeliveryState, FactorKind, Denial } from '../../shared/factors.ts'
import type { Account, AccountChange, Enrol, Report, Rest } from './account.ts'
import type { AuditEvent, AuditType, OutboxEvent } from './audit.ts'
import type { Challenge, Move, Scan, Sent, Ticket } from './challenge.ts'
import type { Device } from './device.ts'
import type { AppPasswords, WrongSecrets } from './mail-stores.ts'
import type { Notice } from './notice-row.ts'
import type { RotatingToken } from './rotating-token.ts'
import type { PhoneSession, Raise, Session } from './session.ts'

/** What a right answer used up of a binding: a step above the last one, or one of its single-use marks. */
export interface Spent {
  bindingId: string
  what: { step: number } | { mark: string }
  now: Date
}

export interface Accounts extends AppPasswords {
  byId(id: string): Promise<Account | null>
  byAddress(address: string): Promise<Account | null>
  /** Accounts that hold a binding with one of these marks. */
  byMark(kind: FactorKind, marks: readonly string[]): Promise<Account[]>
  /** The account of a directory user; made when new, its address brought up to date when renamed. null: another account has the address. */
  ensure(id: string, address: string): Promise<Account | null>
  /** Takes the address from an account as it was read, and ends its sessions. */
  release(holder: Account, event: AuditEvent): Promise<Account | null>
  /** Spends what can be spent once, and not while one of these keys rests. */
  consume(id: string, spent: Spent, restKeys: readonly string[]): Promise<Account | null>
  /** Notes a rest that has begun, for `consume` to meet, and tells of it. */
  rest(id: string, rest: Rest, events: OutboxEvent[]): Promise<Account | null>
  /** Excuses a browser from the second step; the oldest makes room. Not after a change of factors. */
  trust(id: string, rev: number, device: Device, event: OutboxEvent): Promise<Account | null>
  /** Replaces the token of a device, found by its present mac. */
  rotateDevice(id: string, deviceId: string, mac: string, next: DeviceUse): Promise<Account | null>
  /** Ends one device, or all. */
  endDevices(id: string, deviceId: string | null, event: OutboxEvent): Promise<Account | null>
  /** Notes 不是我操作, once a challenge: null when it is noted already. */
  report(id: string, report: Report): Promise<Account | null>
  /** Another password was typed: these reports ask for no change any more. */
  settleReports(id: string, reports: readonly string[]): Promise<Account | null>
  /** The mailbox password was typed rightly: this is its mark, and of the first one after a call to enrol. Null when that is noted already. */
  notePassword(id: string, mark: string): Promise<Account | null>
  noteCalled(id: string, call: Enrol, mark: string): Promise<Account | null>
  /** Something happened that changes nothing. */
  tell(id: string, events: OutboxEvent[]): Promise<Account | null>
  /** Changes factors and writes their events, decided on revision `rev`. */
  change(id: string, rev: number, change: AccountChange, events: OutboxEvent[]): Promise<Account | null>
}

export type DeviceUse = Pick<Device, 'token' | 'older' | 'passwordMac' | 'usedAt' | 'browser'>

/** The condition of a move: which challenge of which session, and what else must hold. */
export interface Target {
  sessionId: string
  challengeId: string
  now: Date
}

export interface Sessions {
  /** The session of a cookie with its account, in one read: every request of a browser begins with it. */
  byTokenMacs(macs: readonly string[]): Promise<{ session: Session; account: Account | null } | null>
  byTicketMarks(marks: readonly string[]): Promise<Session | null>
  byScanId(scanId: string): Promise<Session | null>
  byId(id: string): Promise<Session | null>
  /** Those that have ended lately too. */
  byAccount(accountId: string): Promise<Session[]>
  insert(session: Session): Promise<void>
  end(id: string, event: AuditEvent): Promise<void>
  touch(id: string, now: Date): Promise<void>
  /** The new token was seen: the previous one is dead from now on. */
  sawToken(id: string, mac: string): Promise<void>
  /** It signed in to this OpenID client for the first time. Null when it had, or is over. */
  noteClient(id: string, clientId: string, event: AuditEvent): Promise<Session | null>
  /** A new challenge in place of `before` (null: none, or any redeemed or denied one). */
  putChallenge(sessionId: string, before: string | null, challenge: Challenge): Promise<Session | null>
  dropChallenge(sessionId: string, challengeId: string, event: AuditEvent): Promise<Session | null>
  renewTicket(target: Target, ordinal: number, ticket: Ticket): Promise<Session | null>
  countStranger(target: Target, ordinal: number): Promise<Session | null>
  scan(target: Target, ordinal: number, scan: Scan, needsNumber: boolean, event: AuditEvent): Promise<Session | null>
  /** Approves for the phone that scanned; a repeated approval changes nothing and extends nothing. */
  approve(
    target: Target,
    scan: Pick<Scan, 'id' | 'mark'>,
    given: Pick<Scan, 'until' | 'trust'>,
    event: AuditEvent,
  ): Promise<Session | null>
  /** Refuses; a change of factors only until it is matched. */
  deny(
    target: Target,
    by: { scanId: string; mark: string } | 'browser',
    denial: Denial,
    event: AuditEvent,
  ): Promise<Session | null>
  /** The two digits were right, or a change that asks for none has begun: once, while approved. */
  match(target: Target): Promise<Session | null>
  /** A wrong guess: only while the factor does not rest. */
  spendTry(target: Target, kind: FactorKind): Promise<Session | null>
  /** The check-box: until the proof. */
  wantTrust(target: Target, wanted: boolean): Promise<Session | null>
  /** A new code in place of the last one; not before `notBefore` has passed since it. */
  putSent(
    target: Target,
    kind: FactorKind,
    sent: Sent,
    draft: Challenge['draft'],
    notBefore: Date,
  ): Promise<Session | null>
  /** The message of `at` was not allowed to leave: the one before it counts again. */
  takeBackSent(
    target: Target,
    kind: FactorKind,
    at: Date,
    before: { sent: Sent | null; draft: Challenge['draft'] },
  ): Promise<Session | null>
  /** What became of the message that left at `at`. */
  noteDelivery(
    target: Target,
    kind: FactorKind,
    at: Date,
    delivery: DeliveryState,
    event: AuditEvent,
  ): Promise<Session | null>
  /** A typed code was right, and a change of factors begins: once. */
  claim(target: Target, guess: Guess, step: number | null): Promise<Session | null>
  /** rebind: the old side is proved; the challenge for the new binding takes this one's place. */
  advance(target: Target, proof: Guess | 'redeem', next: Challenge, event: AuditEvent): Promise<Session | null>
  /** The winning write of a challenge: status by `move`, session raised, token replaced, events told. */
  grant(target: Target, move: Extract<Move, 'redeem' | 'guess'>, grant: Grant): Promise<Session | null>
}

/** What a right typed code was compared with: the factor must not rest, and the sent code must still be that one. */
export interface Guess {
  kind: FactorKind
  sentState: string | null
}

export interface Grant {
  raise: Raise
  token: RotatingToken
  expiresAt: Date
  events: AuditEvent[]
  /** move `guess` only. */
  guess?: Guess
}

export interface Notices {
  /** By id: a notice that is there already stays as it is. */
  add(notices: readonly Notice[]): Promise<void>
  /** One that is due, put off until `next` while it is being sent. */
  claim(now: Date, next: Date): Promise<Notice | null>
  settle(id: string, outcome: { sentAt: Date } | { dueAt: Date } | { failedAt: Date }): Promise<void>
}

export interface Phones {
  byId(id: string): Promise<PhoneSession | null>
  byTokenMacs(macs: readonly string[]): Promise<PhoneSession | null>
  /** One row per mark and installation: a new sign-in of the same phone takes the place of the old row. */
  put(session: PhoneSession): Promise<PhoneSession>
  /** Replaces the refresh text, found by its present mac; slides the expiry. */
  rotate(id: string, mac: string, token: RotatingToken, expiresAt: Date): Promise<PhoneSession | null>
  sawToken(id: string, mac: string): Promise<void>
  end(id: string): Promise<void>
}

export interface Counters extends WrongSecrets {
  /** The latest rest among these keys, and how many failures in a row each has. */
  read(keys: readonly string[], now: Date): Promise<Map<string, { failures: number; until: Date | null }>>
  /** One more failure; each `every` failures begin a rest that doubles. */
  fail(key: string, every: number, now: Date): Promise<{ until: Date | null; isLate: boolean }>
  clear(keys: readonly string[]): Promise<void>
  /** One more of something that is allowed so often in each period. @returns how many by now, and when the period ends. */
  spend(key: string, within: number, now: Date): Promise<{ count: number; until: Date }>
}

export interface Audit {
  /** @returns those that were not there yet: of several who carry the same events each one is given to one of them. */
  append(events: readonly AuditEvent[]): Promise<AuditEvent[]>
  /** The newest sign-ins of an account that ended well. */
  signIns(accountId: string, limit: number): Promise<AuditEvent[]>
  /** The newest events of these types. */
  newest(accountId: string, types: readonly AuditType[], limit: number): Promise<AuditEvent[]>
  /** What one WeChat did, newest first. */
  byMarks(marks: readonly string[], limit: number): Promise<AuditEvent[]>
  /** What happened to one account since then, newest last. */
  byAccount(accountId: string, since: Date): Promise<AuditEvent[]>
}

/** Events that were written with what they tell of, and have not reached the trail yet. */
export interface Outbox {
  aggregate: 'account' | 'session'
  id: string
  events: OutboxEvent[]
}

export interface Outboxes {
  pending(limit: number): Promise<Outbox[]>
  /** Takes told events out. */
  told(outboxes: readonly Outbox[]): Promise<void>
}
