import { limits } from '../../shared/limits.ts'
import type { Account } from './account.ts'
import type { AuditType, OutboxEvent } from './audit.ts'
import { later } from './challenge.ts'
import type { Kick } from './kick.ts'
import { isLive, isSignedIn, type Session } from './session.ts'
import type { Accounts, Sessions } from './stores.ts'

/** What can end a browser's session before its time; each is followed by a look at which ones are over. */
const enders: ReadonlySet<AuditType> = new Set([
  'session.ended',
  'session.theft',
  'factor.bound',
  'factor.changed',
  'factor.unbound',
  'account.frozen',
  'account.reset',
  'account.enrol',
  'change.refused',
  'login.refused',
])

export interface Leavers {
  accounts: Pick<Accounts, 'byId'>
  sessions: Pick<Sessions, 'byAccount'>
  now(): Date
  /** OpenID clients that want to be told (OpenID Connect Back-Channel Logout 1.0). */
  loggedOutClients: readonly string[]
}

/** As a kick names an OpenID client: no origin of a mail server looks like it. */
export const clientNode = (clientId: string) => `client ${clientId}`

/** for-now: it lacks what the account asks of it since a moment, and may bring it: a bind is two writes, and the session's comes second. */
function overOf(session: Session, account: Account | null, now: Date): 'for-good' | 'for-now' | null {
  if (!account || !isLive(session, account, now)) return 'for-good'
  return isSignedIn(session, account) ? null : 'for-now'
}

/**
 * What follows for OpenID clients when sessions ended: each client that one of them had signed in to is told, and what mail servers remember of the
 * webmail's token goes. The same ids however often the event is carried; and an end for good has one id, whatever ends after it.
 */
export async function leavingOf(
  { accounts, sessions, now, loggedOutClients }: Leavers,
  mailNodes: readonly string[],
  event: OutboxEvent,
): Promise<Kick[]> {
  const isAnyoneTold = loggedOutClients.length > 0 || mailNodes.length > 0
  if (!isAnyoneTold || !enders.has(event.type) || event.accountId === null) return []
  const known = (await sessions.byAccount(event.accountId)).filter(({ clients }) => clients.length > 0)
  if (known.length === 0) return []
  const account = await accounts.byId(event.accountId)
  const kick = (node: string, more: Partial<Kick>): Kick => ({
    id: `${event.id}:${more.sessionId ?? 'cache'}:${node}`,
    accountId: event.accountId!,
    node,
    address: '',
    at: event.at,
    dueAt: event.at,
    tries: 0,
    doneAt: null,
    ...more,
  })
  const left = known.flatMap((session) => {
    const over = overOf(session, account, now())
    return over ? [{ session, over }] : []
  })
  const told = left.flatMap(({ session: { id, clients }, over }) =>
    clients
      .filter((client) => loggedOutClients.includes(client))
      .map(clientNode)
      .map((node) => ({
        ...kick(node, { sessionId: id }),
        ...(over === 'for-good' ? { id: `${over}:${id}:${node}` } : { dueAt: later(event.at, limits.kickRetry) }),
      })),
  )
  const address = account?.address ?? ''
  // Also where every session goes on: a change of factors has ended what webmails had.
  const forgotten = mailNodes.map((node) => kick(node, { address, isCacheOnly: true }))
  return [...told, ...forgotten]
}
