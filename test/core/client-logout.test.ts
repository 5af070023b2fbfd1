// Who is told that a session is over: OpenID clients, and mail servers that remember what a webmail was given.
import { describe, expect, it } from '@jest/globals'
import { newAccount, type Account } from '../../server/core/account.ts'
import { auditEvent, type AuditType } from '../../server/core/audit.ts'
import { leavingOf } from '../../server/core/client-logout.ts'
import type { Session } from '../../server/core/session.ts'

const now = new Date('2026-11-02T10:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const account: Account = { ...newAccount(), id: 'local:1', address: 'owner@cqu.edu.cn', rev: 3 }

const session = (id: string, more: Partial<Session> = {}) =>
  ({
    id,
    accountId: account.id,
    rev: 3,
    aal: 1,
    enrol: null,
    clients: ['webmail'],
    createdAt: minutes(-60),
    touchedAt: now,
    expiresAt: minutes(60),
    ...more,
  }) as Session
const ended = (id: string, more: Partial<Session> = {}) => session(id, { expiresAt: now, ...more })

interface Asked {
  type?: AuditType
  accountId?: string | null
  account?: Account | null
  nodes?: string[]
  told?: string[]
}

/** @returns to whom, of which session. */
async function leaving(
  sessions: Session[],
  { type = 'session.ended', nodes = [], told = ['webmail'], ...of }: Asked = {},
) {
  const { accountId = account.id } = of
  const leavers = {
    accounts: { byId: async () => ('account' in of ? of.account! : account) },
    sessions: { byAccount: async () => sessions },
    now: () => minutes(1),
    loggedOutClients: told,
  }
  const event = { ...auditEvent(now, { type, outcome: 'ok', accountId, actor: 'browser' }), id: 'event' }
  return leavingOf(leavers, nodes, event)
}
const names = async (...given: Parameters<typeof leaving>) =>
  (await leaving(...given)).map(({ node, sessionId }) => `${node} ${sessionId ?? ''}`.trim())

describe('after something that ends sessions', () => {
  it('each client that a session of then had signed in to is told of that session, and of none that goes on', async () => {
    const all = [ended('a', { clients: ['webmail', 'library'] }), session('b'), ended('c', { clients: [] })]
    expect(await names(all, { told: ['webmail', 'library'] })).toEqual(['client webmail a', 'client library a'])
  })

  it('a client that does not want to be told is not', async () => {
    expect(await names([ended('a', { clients: ['webmail', 'library'] })], { told: ['library'] })).toEqual([
      'client library a',
    ])
    expect(await names([ended('a')], { told: [] })).toEqual([])
  })

  it('sessions that the account itself has ended are told of, but for the one that stays', async () => {
    const changed = { ...account, rev: 4, ended: { rev: 4, keep: 'stays' } }
    expect(await names([session('a'), session('stays')], { type: 'factor.bound', account: changed })).toEqual([
      'client webmail a',
    ])
    expect(await names([session('a'), session('b')], { account: null })).toEqual([
      'client webmail a',
      'client webmail b',
    ])
  })

  it('every mail server forgets what it remembers of the mailbox, and ends nothing that is open; also when the session stays', async () => {
    for (const one of [ended('a'), session('stays')])
      expect(await leaving([one], { nodes: ['http://node'], told: [] })).toEqual([
        expect.objectContaining({ node: 'http://node', address: account.address, isCacheOnly: true, dueAt: now }),
      ])
    expect(await names([ended('a', { clients: [] })], { nodes: ['http://node'] })).toEqual([])
  })

  it('the ids are the same however often the event is carried, and no two of one event are alike', async () => {
    const all = [ended('a', { clients: ['webmail', 'library'] }), ended('b')]
    const asked = { nodes: ['http://one', 'http://two'], told: ['webmail', 'library'] }
    const [first, second] = [await leaving(all, asked), await leaving(all, asked)]
    expect(new Set(first.map(({ id }) => id)).size).toBe(5)
    expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
  })

  it('what ends no session tells nobody anything, nor does what is nobody’s', async () => {
    const nodes = ['http://node']
    expect(await names([ended('a')], { type: 'client.signed-in', nodes })).toEqual([])
    expect(await names([ended('a')], { accountId: null, nodes })).toEqual([])
  })
})
