import { limits } from '../../shared/limits.ts'
import { hasFactor, type Account } from './account.ts'
import type { AuditEvent } from './audit.ts'
import type { Challenge } from './challenge.ts'
import { countedAs, type Browser } from './place.ts'
import type { RotatingToken } from './rotating-token.ts'

/** NIST 800-63B: 1 the password, 2 a factor as well. */
export type Aal = 1 | 2

/** A browser's session and its one live challenge: one document, changed by one write. */
export interface Session {
  id: string
  accountId: string
  address: string
  token: RotatingToken
  aal: Aal
  amr: string[]
  /** When a factor was last proved; never set by anything else (spec R18). */
  provedAt: Date | null
  /** The account's revision this session was decided on. */
  rev: number
  /** The call to enrol, by its time, that it has brought another password for (typed-password.ts). */
  enrol: Date | null
  browser: Browser
  /** Keyed hash of the password it was opened with, while nothing else is proved. */
  passwordMark: string | null
  createdAt: Date
  touchedAt: Date
  expiresAt: Date
  /** OpenID clients that it signed in to, by their ids. */
  clients: string[]
  challenge: Challenge | null
  outbox: AuditEvent[]
}

/** What a redeemed challenge does to its session. Absent fields stay. */
export interface Raise {
  aal?: Aal
  amr?: string
  provedAt?: Date
  rev?: number
}

/** The phone said 不是我操作 to this very session; or to another of its network, and it has shown nothing but the password. */
const isReported = (session: Session, { reports }: Account) =>
  reports.some(
    ({ sessionId, from, at }) =>
      sessionId === session.id || (session.aal === 1 && from === countedAs(session.browser) && session.createdAt <= at),
  )

/** A session is over when the account ended older ones, when it was reported, idle too long, or past its life. */
export function isLive(session: Session, account: Account, now: Date): boolean {
  if (session.expiresAt <= now) return false
  if (isReported(session, account)) return false
  if (now.getTime() - session.touchedAt.getTime() > limits.sessionIdle) return false
  return account.ended === null || session.rev >= account.ended.rev || session.id === account.ended.keep
}

/** What an account that is called to enrol wants of this session before it is good for anything else; null: nothing. */
export function enrolmentOf(session: Session, account: Account): 'change-password' | 'enrol' | null {
  if (!account.enrol || hasFactor(account)) return null
  return session.enrol?.getTime() === account.enrol.at.getTime() ? 'enrol' : 'change-password'
}

/** Nothing is left to prove: a factor was proved, or the account has none and need not have one. */
export const isSignedIn = (session: Session, account: Account) =>
  hasFactor(account) ? session.aal === 2 : enrolmentOf(session, account) === null

export const provedUntil = (session: Session) =>
  session.provedAt === null ? null : new Date(session.provedAt.getTime() + limits.freshProof)

/** One row per WeChat and installation. It may read codes and look at scans, never decide. */
export interface PhoneSession {
  id: string
  mark: string
  sealed: string
  installation: string
  token: RotatingToken
  createdAt: Date
  expiresAt: Date
}
