import { factors as catalogue, type FactorKind } from '../../shared/factors.ts'
import type { AppPassword } from './app-password.ts'
import type { OutboxEvent } from './audit.ts'
import type { Device } from './device.ts'
import type { WebmailToken } from './webmail-token.ts'

/** A binding as it is stored: sealed texts, a keyed mark to find it by, and the last spent step of a counting factor. */
export interface Binding {
  id: string
  kind: FactorKind
  boundAt: Date
  usedAt: Date | null
  sealed: Record<string, string>
  mark: string | null
  step: number
  /** Keyed hashes of single-use codes that are left. */
  unused?: string[]
  /** After this it proves nothing any more; it still counts. */
  until?: Date | null
}

/** One mailbox. `id` is the directory's stable id; every key and hash hangs on it, never on the address. */
export interface Account {
  id: string
  /** Of no other account. Where another one has taken it, formerAddress(id) until the owner signs in by a new one. */
  address: string
  bindings: Binding[]
  /** Grows with every change of factors; a change names the revision it was decided on. */
  rev: number
  /** Sessions decided on an older revision are over, but for the one that made the change. */
  ended: { rev: number; keep: string | null } | null
  /** The newest limits.reportsKept reports of 不是我操作. */
  reports: Report[]
  /** Keyed hash of the mailbox password that was last typed rightly here; null until then, and once its key is gone. */
  passwordMark: string | null
  /** An operator wants a first factor bound before anything else; ends with it. */
  enrol: Enrol | null
  /** The newest limits.restsKept rests of its factors after wrong codes. */
  rests: Rest[]
  devices: Device[]
  /** Client-specific passwords, the newest last. */
  appPasswords: AppPassword[]
  /** What webmails sign in to the mail servers with, the newest last. */
  webmailTokens: WebmailToken[]
  /** 不是我 in a notice: until then no factor changes. */
  frozenUntil: Date | null
  /** The events whose notices were answered so: each freezes once. */
  frozenBy: string[]
  outbox: OutboxEvent[]
}

/** What an account has when its owner signs in for the first time. */
export const newAccount = (): Omit<Account, 'id' | 'address'> => ({
  bindings: [],
  rev: 0,
  ended: null,
  passwordMark: null,
  enrol: null,
  reports: [],
  rests: [],
  devices: [],
  appPasswords: [],
  webmailTokens: [],
  frozenUntil: null,
  frozenBy: [],
  outbox: [],
})

/** Until then no code is taken from where too many wrong ones came; `key` names the factor and the place as the counters do. */
export interface Rest {
  key: string
  until: Date
}

/** A call to enrol: whoever types this password may not, since somebody else may know it. Null until one was typed. */
export interface Enrol {
  at: Date
  passwordMark: string | null
}

/** The owner's phone said 不是我操作 to what this session asked for. */
export interface Report {
  /** The challenge's: however often the phone repeats itself, it is one report. */
  id: string
  at: Date
  sessionId: string
  /** Where that browser is counted (spec §2, network). */
  from: string
  /** Keyed hash of the mailbox password that was typed there; null once another one was typed. */
  passwordMark: string | null
}

/** A change of factors, or of what they allow: one write. */
export interface AccountChange {
  add?: Binding
  replace?: { id: string; with: Binding }
  remove?: string[]
  endSessions?: { keep: string | null }
  endDevices?: boolean
  freeze?: { until: Date; by: string }
  /** In place of everything that is bound. */
  swap?: Binding[]
  /** Rests after wrong codes are over. */
  endRests?: boolean
  /** Factors may change again. */
  unfreeze?: boolean
  /** Only while the account is not frozen at this time. */
  notFrozenAt?: Date
  /** Called to enrol, on the password that is noted: only while it is. Null: no more. */
  enrol?: Enrol | null
  /** Only while no call to enrol stands but the one of this time. */
  enrolFor?: Date | null
}

const former = 'former:'

/** No address, so that nobody can sign in by it and nothing is sent to it; an operator can name the account by it. */
export const formerAddress = (id: string) => `${former}${id.toLowerCase()}`

export const hasAddress = ({ address }: Pick<Account, 'address'>) => !address.startsWith(former)

export const hasFactor = (account: Account) =>
  account.bindings.some((binding) => catalogue[binding.kind].countsAsFactor)

/** The mailbox password is known to a stranger, and was not changed since. */
export const isPasswordReported = (account: Account) =>
  account.reports.some(({ passwordMark }) => passwordMark !== null)

export const bindingOf = (account: Account, kind: FactorKind) =>
  account.bindings.find((binding) => binding.kind === kind)

/** What proves, of what is bound: the help desk's code only for its day, single-use codes only while one is left. */
export const provingBindings = (account: Account, now: Date) =>
  account.bindings.filter(({ until, unused }) => (!until || until > now) && unused?.length !== 0)

/** Something is bound that its owner keeps, not only the help desk's code. */
export const hasMethod = (account: Account) => account.bindings.some(({ kind }) => catalogue[kind].isMethod)

/** Two-step verification is on, and nothing is left to prove with: only the help desk can help. */
export const isLockedOut = (account: Account, now: Date) =>
  hasFactor(account) && provingBindings(account, now).length === 0

export const isFrozen = ({ frozenUntil }: Account, now: Date) => frozenUntil !== null && frozenUntil > now

/** Its removal switches two-step verification off. */
export const isLastFactor = (account: Account, bindingId: string) =>
  !account.bindings.some(({ id, kind }) => id !== bindingId && catalogue[kind].countsAsFactor)

/** zh***g@cqu.edu.cn: enough for the owner to know it again, too little for a bystander. */
export function maskAddress(address: string): string {
  if (!hasAddress({ address })) return '***'
  const [name = '', domain = ''] = address.split('@')
  return name.length > 3 ? `${name.slice(0, 2)}***${name.slice(-1)}@${domain}` : `${name.slice(0, 1)}***@${domain}`
}

/** l***@cqu.edu.cn: what a phone sees that is not bound to the mailbox. */
export function maskForStranger(address: string): string {
  const [name = '', domain = ''] = address.split('@')
  return `${name.slice(0, 1)}***@${domain}`
}
