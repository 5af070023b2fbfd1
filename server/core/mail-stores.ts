// What store/ implements for the mail doors, beside stores.ts.
import type { MailProtocol } from '../../shared/mail-protocols.ts'
import type { Account } from './account.ts'
import type { AppPassword } from './app-password.ts'
import type { OutboxEvent } from './audit.ts'
import type { Kick } from './kick.ts'
import type { Place } from './place.ts'
import type { WebmailToken } from './webmail-token.ts'

/** Of the account documents, what is for mail clients. */
export interface AppPasswords {
  /** A new app password on revision `rev`: not one too many, not while the account is frozen. */
  addAppPassword(id: string, rev: number, password: AppPassword, event: OutboxEvent): Promise<Account | null>
  endAppPassword(id: string, passwordId: string, event: OutboxEvent): Promise<Account | null>
  useAppPassword(id: string, passwordId: string, use: Pick<AppPassword, 'mac' | 'used'>): Promise<Account | null>
  /** In place of what the same session gave to the same client, and of what is over; on revision `rev`. */
  putWebmailToken(id: string, rev: number, token: WebmailToken, now: Date): Promise<Account | null>
  /** The addresses of accounts that have a factor or an app password, in order. */
  enrolled(): Promise<string[]>
}

/** Of the counters, what is for mail clients. */
export interface WrongSecrets {
  /** Wrong secrets of mail clients that were counted under this key, and its rest. */
  readSecrets(key: string, now: Date): Promise<{ seen: string[]; until: Date | null }>
  /** One more wrong secret; each `every` begin a rest that doubles. @returns false when it was counted already. */
  addSecret(key: string, mac: string, every: number, now: Date): Promise<boolean>
}

export interface MailSessions {
  /** By id: one that is there already stays as it is. */
  add(kicks: readonly Kick[]): Promise<void>
  /** One of this mail server that is due, put off until `next` while it is being done. */
  claim(node: string, now: Date, next: Date): Promise<Kick | null>
  settle(id: string, outcome: { doneAt: Date } | { dueAt: Date }): Promise<void>
  /** Of what these mail servers should have done before `late`, the oldest. */
  waitingSince(accountId: string, nodes: readonly string[], late: Date): Promise<Date | null>
}

/** A mail client that signed in with a mailbox password. No full address of the client is kept. */
export interface MailClient {
  /** The mailbox. */
  address: string
  protocol: MailProtocol
  ip: string
  network: string
  place: Place
  lastAt: Date
}

/** How many mailboxes and clients still sign in by the mailbox password. */
export interface OldClients {
  address: string
  protocol: MailProtocol
  clients: number
  lastAt: Date
  /** The mailbox has a factor: enforced, these are refused. */
  isTwoStepOn: boolean
}

export interface MailClients {
  /** One row a mailbox, protocol and network, written anew at most every limits.mailClientEvery. */
  note(client: MailClient): Promise<void>
  /** The newest first. */
  ofAddress(address: string, since: Date, limit: number): Promise<MailClient[]>
  /** Every mailbox, by address and protocol. */
  old(since: Date): AsyncIterable<OldClients>
}
