// What store/ implements for the operator's commands alone, beside stores.ts.
import type { Account, Binding } from './account.ts'
import type { Channel, OutboxEvent } from './audit.ts'
import type { Notice } from './notice-row.ts'
import type { OpenidKey } from './openid-stores.ts'
import type { PhoneSession } from './session.ts'

/** Takes a person out. What still waits in an outbox is never taken with it. */
export interface Erasure {
  /** The directory's user, of the `local` directory. @returns whether there was one. */
  user(id: string): Promise<boolean>
  /** Those whose outbox is empty. @returns how many. */
  sessions(accountId: string): Promise<number>
  /** Of one WeChat. @returns how many. */
  phones(marks: readonly string[]): Promise<number>
  /** @returns how many. */
  notices(accountId: string): Promise<number>
  /** What OpenID clients had of an account. */
  openid(accountId: string): Promise<number>
  /** What mail servers have told of a mailbox. */
  mailClients(address: string): Promise<number>
  /** What mail servers were told of an account, and what they were to be told after `now`. */
  kicks(accountId: string, now: Date): Promise<number>
  /** On its revision, when its outbox is empty. */
  account(id: string, rev: number): Promise<boolean>
  /** What the trail has of it, which stays. */
  events(accountId: string): Promise<number>
}

export const resealed = ['accounts', 'phones', 'notices', 'openidKeys'] as const
export type Resealed = (typeof resealed)[number]

/** Old and new text of one sealed or marked place: written only where the old one still is. */
export type Swap<T> = { before: T; after: T }

export interface AccountSeals {
  id: string
  bindings: ({ id: string } & Swap<Pick<Binding, 'sealed' | 'mark'>>)[]
  /** By the id of an event in the outbox. */
  channels: ({ id: string } & Swap<Channel[]>)[]
}

export interface PhoneSeals extends Swap<Pick<PhoneSession, 'mark' | 'sealed'>> {
  id: string
  installation: string
}

export interface NoticeSeals extends Swap<string> {
  id: string
}

export interface OpenidKeySeals extends Swap<string> {
  id: string
}

/** What only changes with its own use: how much of it is not under the newest key, and when the last of it ends by itself (null: never). */
export interface Remains {
  sessions: Remain
  phones: Remain
  devices: Remain
  /** Single codes, of 恢复码. */
  recovery: Remain
  helpdesk: Remain
  appPasswords: Remain
  /** Reports of 不是我操作 that wait for another password. */
  reports: Remain
  /** Marks of the password that was typed last. */
  passwords: Remain
  webmailTokens: Remain
  /** Requests, codes and tokens of OpenID clients. */
  openid: Remain
}
export interface Remain {
  count: number
  until: Date | null
}

/** What of one account ends with the old key: the stored texts themselves, so that what has changed since stays. */
export interface Ends {
  tokens: string[]
  unused: string[]
  appPasswords: string[]
  passwords: string[]
}

/** Whole collections, for a change of keys. `keyId` is the newest key's. */
export interface Rotation {
  /** About as many as there are. */
  count(of: Resealed): Promise<number>
  accounts(): AsyncIterable<Account[]>
  phones(): AsyncIterable<PhoneSession[]>
  notices(): AsyncIterable<Notice[]>
  openidKeys(): AsyncIterable<OpenidKey[]>
  resealAccounts(seals: readonly AccountSeals[]): Promise<void>
  /** A row in whose place another one has come meanwhile is taken out. */
  resealPhones(seals: readonly PhoneSeals[]): Promise<void>
  resealNotices(seals: readonly NoticeSeals[]): Promise<void>
  resealOpenidKeys(seals: readonly OpenidKeySeals[]): Promise<void>
  remains(keyId: string, now: Date): Promise<Remains>
  /** One write: only while one of these is there. */
  end(accountId: string, ends: Ends, events: OutboxEvent[]): Promise<void>
  /** Phone sessions whose refresh text is not under this key. */
  endPhones(keyId: string): Promise<void>
  /** Marks of passwords that are not under this key: the next right one is noted anew. */
  endPasswords(keyId: string): Promise<void>
}
