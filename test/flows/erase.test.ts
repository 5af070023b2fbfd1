// erase, as it is typed: nothing of the person is left but the trail, which can still be verified.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createErasure } from '../../server/store/erasure.ts'
import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bind, signInAnew } from '../actors/journeys.ts'
import { operate, type } from '../actors/operator.ts'
import { newRegistered, type Registered } from '../actors/openid-client.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, relay } from '../actors/records.ts'
import { webmailEnv } from '../actors/webmail.ts'
import { startMongoProxy, type MongoProxy } from '../faults/mongo-wire/proxy.ts'
import { findIn, makePerson } from './erase-people.ts'

let world: FullWorld
let proxy: MongoProxy
/** A webmail that wants to be told when somebody is signed out, and is out of reach. */
const told = newRegistered('told', { mail: true, backchannel_logout_uri: 'http://127.0.0.1:9/signed-out' })
beforeAll(async () => {
  world = await startFullWorld(webmailEnv(told))
  proxy = await startMongoProxy()
})
afterAll(async () => {
  await world.stop()
  proxy.stop()
})

const reason = 'left the university'
const words = (address: string, ...more: string[]) => ['erase', address, '--reason', reason, ...more]
const erase = (address: string, ...more: string[]) => operate(world.env, words(address, ...more))

const person = (...given: [name: string, client?: Registered]) => makePerson(world, ...given)
const collection = (name: string) => world.database.connection.collection(name)
const whereIs = (needles: readonly string[]) => findIn(world, needles)

describe('erase', () => {
  it('leaves nothing of a person but the trail, which holds no address and is whole', async () => {
    const { address, phone, browser, waiting, webmail, visit, id, needles } = await person('erase')
    await world.deliver()
    expect(await whereIs(needles)).toEqual(
      expect.arrayContaining([
        'accounts',
        'kicks',
        'localUsers',
        'mailClients',
        'notices',
        'openid',
        'phones',
        'sessions',
      ]),
    )
    const { code, answer } = await erase(address, '--user')
    expect([code, answer[0]]).toEqual([0, 'erased  the account with its factors and devices'])
    expect(answer.at(-1)).toMatch(/^stays {2}\d+ events of the trail, each for 400 days: they hold no address/)

    expect(await whereIs(needles)).toEqual(['audit'])
    expect(await whereIs([address])).toEqual([])
    const trail = await collection('audit').find({ accountId: id }).sort({ at: 1 }).toArray()
    expect(trail.map((event) => event['type'])).toEqual(
      expect.arrayContaining(['factor.bound', 'login.failed', 'login.password']),
    )
    expect(trail.find((event) => event['type'] === 'account.erased')).toMatchObject({
      actor: 'operator',
      detail: reason,
    })
    expect(await operate(world.env, ['audit', 'verify'])).toMatchObject({ code: 0 })

    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
    expect(await waiting.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
    expect(await codeOf(phone.call('GET /api/phone/codes'))).toBe('phone.session')
    expect(await webmail.party.mailPassword(visit.access)).toMatchObject({ status: 401 })
    expect(await codeOf(signInAnew(world.browser(), address))).toBe('login.wrong')
    expect(await erase(address)).toMatchObject({ code: 65 })
  })

  it('keeps who is still to be told of it: each webmail that had signed the person in, by nothing but its own ids', async () => {
    const { address, id } = await person('erase-tells', told)
    await erase(address, '--user')
    const kicks = await collection('kicks').find({ accountId: id }).toArray()
    expect(kicks).toMatchObject([{ node: 'client told', address: '', sessionId: expect.any(String), doneAt: null }])
    expect(await whereIs([address])).toEqual([])
  })

  it('leaves the user of the directory unless it is asked for: whoever signs in begins anew, under the same id', async () => {
    const { address, id } = await person('erase-stays')
    expect((await erase(address)).answer).toContainEqual(expect.stringMatching(/^stays {2}the user of the directory/))
    expect(await signInAnew(world.browser(), address)).toMatchObject({ state: 'signed-in', aal: 1 })
    expect(await accountOf(world, address)).toMatchObject({ _id: id, bindings: [], rev: 0 })
  })

  it('leaves the phone signed in whose WeChat another mailbox has too', async () => {
    const { address, phone } = await person('erase-two')
    const other = await world.user('erase-other')
    await bind(world.browser(), phone, other)
    await erase(address)
    expect((await phone.call('GET /api/phone/codes')).mailboxes).toHaveLength(1)
    await erase(other)
    expect(await codeOf(phone.call('GET /api/phone/codes'))).toBe('phone.session')
  })

  it('clears the counters that are the account’s alone', async () => {
    const { address } = await person('erase-counted')
    const browser = world.browser()
    for (let count = 1; count < limits.triesBeforeRest; count += 1)
      await codeOf(browser.call('POST /api/session', { input: { address, password: 'wrong' } }))
    const { counters, keys, now } = world.app.services
    const row = keys.mac('counter/password/row', address, '')
    expect((await counters.read([row], now())).has(row)).toBe(true)
    await erase(address)
    expect((await counters.read([row], now())).has(row)).toBe(false)
  })
})

describe('erasing', () => {
  it('takes nothing along that the trail has not got yet, and no account that has changed since', async () => {
    const { id } = await person('erase-waits')
    await relay(world)
    const erasure = createErasure(world.database.models)
    const { rev } = (await world.app.services.accounts.byId(id))!
    const wait = (name: string, filter: object, outbox: object[]) =>
      collection(name).updateMany(filter, { $set: { outbox } })
    // One that the relay does not look for.
    const waiting = [{ id: '' }]
    await wait('sessions', { accountId: id }, waiting)
    await wait('accounts', { _id: id }, waiting)
    expect([await erasure.sessions(id), await erasure.account(id, rev)]).toEqual([0, false])
    await wait('sessions', { accountId: id }, [])
    await wait('accounts', { _id: id }, [])
    expect(await erasure.sessions(id)).toBeGreaterThan(0)
    expect(await erasure.account(id, rev - 1)).toBe(false)
    expect(await erasure.account(id, rev)).toBe(true)
  })
})

const writes = [
  'audit.append',
  'auditChain.append',
  'accounts.change',
  'localUsers.delete',
  'sessions.delete',
  'phones.end',
  'notices.delete',
  'openid.delete',
  'mailClients.delete',
  'kicks.delete',
  'counters.clear',
  'accounts.delete',
]

describe('R11: erase is killed with kill -9 as soon as mongod has done a write, and typed again:', () => {
  it.each(writes.map((write, at) => ({ write, n: at + 1 })))('after $write', async ({ write, n }) => {
    const { address, needles } = await person(`erase-killed-${n}`)
    const env = { ...world.env, MONGODB_URI: proxy.through(world.env['MONGODB_URI']!) }
    const { child, said } = type(env, words(address, '--user'))
    const done = proxy.watchWrites({ of: 'requests', n, kill: () => child.kill('SIGKILL') })
    expect((await said).code).toBeNull()
    proxy.watchWrites()
    expect(done).toEqual(writes.slice(0, n))
    // After the last one there is no account any more, and nobody was signing in.
    expect(await erase(address, '--user')).toMatchObject({ code: write === writes.at(-1) ? 65 : 0 })
    expect(await whereIs(needles)).toEqual(['audit'])
  })
})
