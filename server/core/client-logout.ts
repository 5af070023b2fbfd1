import type { Account } from './account.ts'
import type { AuditType, OutboxEvent } from './audit.ts'
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

const isOver = (session: Session, account: Account | null, now: Date) =>
  !account || !isLive(session, account, now) || !isSignedIn(session, account)

/**
 * What follows for OpenID clients when sessions ended: each client that one of them had signed in to is told, and what mail servers remember of the
 * webmail's token goes. The same ids however often the event is carried.
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
  const left = known.filter((session) => isOver(session, account, now()))
  const told = left.flatMap(({ id, clients }) =>
    clients
      .filter((client) => loggedOutClients.includes(client))
      .map((client) => kick(clientNode(client), { sessionId: id })),
  )
  const address = account?.address ?? ''
  // Also where every session goes on: a change of factors has ended what webmails had.
  const forgotten = mailNodes.map((node) => kick(node, { address, isCacheOnly: true }))
  return [...told, ...forgotten]
}
