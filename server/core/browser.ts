import { limits } from '../../shared/limits.ts'
import type { Account } from './account.ts'
import { auditEvent } from './audit.ts'
import { present, tokenMacs } from './rotating-token.ts'
import type { Services } from './services.ts'
import { enrolmentOf, isLive, isSignedIn, type Session } from './session.ts'

export interface Met {
  session: Session
  account: Account
  /** Set when the browser still shows the previous cookie: the answer with the new one was lost. */
  cookie: string | null
}

/**
 * Whose cookie this is. Database writes: 1. the first sight of a new token (the previous one dies); or the session's end when a dead token
 * comes back late (theft); or, every few minutes, the time of last use. None of them decides anything for the caller.
 * @returns null for no session, an ended one, and a token that is no longer good.
 */
export async function meet(services: Services, cookie: string): Promise<Met | null> {
  const { keys, sessions } = services
  const now = services.now()
  const found = await sessions.byTokenMacs(tokenMacs(keys, 'session', cookie))
  if (!found) return null
  const { session, account } = found
  if (!account || !isLive(session, account, now) || !isOpen(session, account)) return null
  const shown = present(keys, 'session', session.id, session.token, cookie, now)
  if (shown.is === 'theft') await sessions.end(session.id, ended(services, session, 'session.theft'))
  if (shown.is === 'theft' || shown.is === 'late') return null
  if (shown.is === 'current' && shown.isFirstUse) await sessions.sawToken(session.id, session.token.mac)
  if (now.getTime() - session.touchedAt.getTime() > limits.sessionTouchEvery) await sessions.touch(session.id, now)
  return { session, account, cookie: shown.is === 'previous' ? shown.next : null }
}

/**
 * A session with only the password is good for nothing once its account has a factor, unless it is on its way through the second step,
 * or its own bind was cut off between the account's write and its own.
 */
function isOpen(session: Session, account: Account): boolean {
  if (isSignedIn(session, account) || enrolmentOf(session, account)) return true
  const { challenge } = session
  if (!challenge) return false
  const isOwnBind = challenge.status === 'approved' && account.bindings.some(({ id }) => id === challenge.bindingId)
  return challenge.purpose === 'login' || isOwnBind
}

export async function signOut({ sessions, ...services }: Services, session: Session): Promise<void> {
  await sessions.end(session.id, ended(services, session, 'session.ended'))
}

const ended = ({ now }: Pick<Services, 'now'>, session: Session, type: 'session.ended' | 'session.theft') =>
  auditEvent(now(), {
    type,
    outcome: type === 'session.theft' ? 'refused' : 'ok',
    accountId: session.accountId,
    actor: type === 'session.theft' ? 'system' : 'browser',
    browser: session.browser,
  })
