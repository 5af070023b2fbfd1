// What webmails are given, against the real store; and accounts and sessions of before there were any.
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Account } from '../../server/core/account.ts'
import { auditEvent } from '../../server/core/audit.ts'
import { createKeys } from '../../server/core/keys.ts'
import type { Accounts, Sessions } from '../../server/core/stores.ts'
import type { Services } from '../../server/core/services.ts'
import { findWebmailToken, isWebmailToken, newWebmailToken } from '../../server/core/webmail-token.ts'
import { giveWebmailToken } from '../../server/core/webmail-tokens.ts'
import { createAccounts } from '../../server/store/accounts.ts'
import { createSessions } from '../../server/store/sessions.ts'
import { limits } from '../../shared/limits.ts'
import { note } from '../after/ledger.ts'
import { at, now, sessionOf, token } from './bare-session.ts'
import { openTestDatabase, type TestDatabase } from '../actors/test-database.ts'

let held: TestDatabase
let accounts: Accounts
let sessions: Sessions
beforeAll(async () => {
  held = await openTestDatabase()
  accounts = createAccounts(held.database.models)
  sessions = createSessions(held.database.models)
})
afterAll(() => held.stop())

const keys = createKeys([{ id: 'k1', bytes: randomBytes(32) }])
const hour = 60 * 60_000
const fresh = async () => (await accounts.ensure(randomUUID(), `${randomUUID()}@b.cn`))!

const idsOf = (account: Account | null) => account?.webmailTokens.map(({ id }) => id)
const signedIn = (clientId: string) =>
  auditEvent(now, { type: 'client.signed-in', outcome: 'ok', accountId: null, actor: 'browser', detail: clientId })

describe('a webmail’s token', () => {
  it('has 256 bits, is known by its keyed hash for its account, and by nothing else that people type', () => {
    const made = newWebmailToken(keys, 'local:1', { id: 's', expiresAt: at(hour) }, { clientId: 'w', now })
    note('webmail token', made.text)
    expect(Buffer.from(made.text.slice(3), 'base64url')).toHaveLength(32)
    expect(findWebmailToken(keys, 'local:1', [token(), made.token], made.text)).toBe(made.token)
    expect(findWebmailToken(keys, 'local:2', [made.token], made.text)).toBeUndefined()
    expect(JSON.stringify(made.token)).not.toContain(made.text)
    const typed = [made.text, `${made.text}x`, ` ${made.text}`, made.text.slice(1), 'abcdefghijklmnop']
    expect(typed.map(isWebmailToken)).toEqual([true, false, false, false, false])
  })

  it('is over with the session that it is for, and half a day later at the latest', () => {
    const untilOf = (expiresAt: Date) =>
      newWebmailToken(keys, 'local:1', { id: 's', expiresAt }, { clientId: 'w', now }).token.until
    expect([untilOf(at(hour)), untilOf(at(1_000 * hour))]).toEqual([at(hour), at(limits.webmailTokenLife)])
  })

  it('takes the place of the one of the same session and client, and of what is over', async () => {
    const { id } = await fresh()
    const all = [
      token(),
      token({ clientId: 'another webmail' }),
      token({ sessionId: 'another session' }),
      token({ sessionId: 'over', until: now }),
    ]
    for (const one of all) await accounts.putWebmailToken(id, 0, one, at(-hour))
    const next = token()
    const put = await accounts.putWebmailToken(id, 0, next, now)
    expect(idsOf(put)).toEqual([all[1]!.id, all[2]!.id, next.id])
    expect(put?.webmailTokens.at(-1)).toEqual(next)
  })

  it('is one of twenty: the oldest makes room, also when all come at once', async () => {
    const { id } = await fresh()
    const most = limits.webmailTokensPerAccount
    const all = Array.from({ length: most + 1 }, (_, count) => token({ sessionId: `${count}` }))
    for (const one of all) await accounts.putWebmailToken(id, 0, one, now)
    expect(idsOf(await accounts.byId(id))).toEqual(all.slice(1).map((one) => one.id))
    await Promise.all(
      all.map(({ sessionId }) => accounts.putWebmailToken(id, 0, token({ sessionId: `again ${sessionId}` }), now)),
    )
    expect(idsOf(await accounts.byId(id))).toHaveLength(most)
  })

  it('meets the factors as they were, and ends with every change of them', async () => {
    const account = await fresh()
    const session = sessionOf(account)
    const services = { accounts, keys, now: () => now } as Services
    note('webmail token', (await giveWebmailToken(services, { session, account }, 'w')).text)
    expect(await accounts.change(account.id, 0, {}, [])).toMatchObject({ rev: 1, webmailTokens: [] })
    await expect(giveWebmailToken(services, { session, account }, 'w')).rejects.toMatchObject({
      code: 'account.changed',
    })
    expect(idsOf(await accounts.byId(account.id))).toEqual([])
  })
})

describe('the clients of a session', () => {
  it('are noted once each, with one event, also when twenty ask at once; and none of one that is over', async () => {
    const session = sessionOf(await fresh())
    await sessions.insert(session)
    const note = (clientId: string) => sessions.noteClient(session.id, clientId, signedIn(clientId))
    const all = await Promise.all(Array.from({ length: 20 }, () => note('webmail')))
    expect(all.filter((one) => one !== null)).toHaveLength(1)
    expect(await note('library')).toMatchObject({ clients: ['webmail', 'library'], outbox: [{}, {}] })
    await sessions.end(session.id, signedIn('the end'))
    expect(await note('late')).toBeNull()
    expect((await sessions.byId(session.id))?.clients).toEqual(['webmail', 'library'])
  })
})

describe('what was stored before there were webmails and clients', () => {
  it('has none, and takes the first one', async () => {
    const account = await fresh()
    const session = sessionOf(account)
    await sessions.insert(session)
    const { models } = held.database
    await models.accounts.collection.updateOne({ _id: account.id as never }, { $unset: { webmailTokens: '' } })
    await models.sessions.collection.updateOne({ _id: session.id as never }, { $unset: { clients: '' } })
    expect(idsOf(await accounts.byId(account.id))).toEqual([])
    expect((await sessions.byId(session.id))?.clients).toEqual([])
    expect((await sessions.byAccount(account.id))[0]?.clients).toEqual([])
    const first = token()
    expect(idsOf(await accounts.putWebmailToken(account.id, 0, first, now))).toEqual([first.id])
    expect(await sessions.noteClient(session.id, 'webmail', signedIn('webmail'))).toMatchObject({
      clients: ['webmail'],
    })
  })
})
