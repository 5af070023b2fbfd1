// erase, as it is typed: nothing of the person is left but the trail, which can still be verified.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createErasure } from '../../server/store/erasure.ts'
import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bindWith, handsOf } from '../actors/hands.ts'
import { bind, signIn, signInAnew } from '../actors/journeys.ts'
import { operate, type } from '../actors/operator.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, relay, sessionOf } from '../actors/records.ts'
import { startMongoProxy, type MongoProxy } from '../faults/mongo-wire/proxy.ts'

let world: FullWorld
let proxy: MongoProxy
beforeAll(async () => {
  world = await startFullWorld()
  proxy = await startMongoProxy()
})
afterAll(async () => {
  await world.stop()
  proxy.stop()
})

const reason = 'left the university'
const words = (address: string, ...more: string[]) => ['erase', address, '--reason', reason, ...more]
const erase = (address: string, ...more: string[]) => operate(world.env, words(address, ...more))

/** A mail client of his by the mailbox password, and a mail server that was told of one ending and will be of another. */
async function mailOf(address: string, accountId: string) {
  const { mailClients, mailSessions } = world.app.services
  const lastAt = world.clock.now()
  const place = { province: null, area: null, network: null }
  await mailClients.note({ address, protocol: 'imap', ip: '202.202.x.x', network: '202.202.1.0/24', place, lastAt })
  const kick = { id: `${accountId}:0:0`, accountId, node: 'http://127.0.0.1:1', address, at: lastAt, dueAt: lastAt }
  const later = new Date(lastAt.getTime() + limits.appPasswordQuarter)
  const all = [kick, { ...kick, id: `${accountId}:0:1`, at: later, dueAt: later }]
  await mailSessions.add(all.map((one) => ({ ...one, tries: 0, doneAt: null })))
  await mailSessions.settle(kick.id, { doneAt: lastAt })
}

/** A person with everything: WeChat and a backup address, a phone and a browser signed in, one that waits, wrong guesses, notices sent, mail clients. */
async function person(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  const browser = world.browser()
  await bind(browser, phone, address)
  const mail = handsOf(world, 'email', name)
  await bindWith(browser, mail)
  const waiting = world.browser()
  await signIn(waiting, address)
  await codeOf(world.browser().call('POST /api/session', { input: { address, password: 'wrong' } }))
  await phone.call('GET /api/phone/codes')
  const { _id, bindings } = await accountOf(world, address)
  await mailOf(address, _id)
  const { _id: sessionId } = await sessionOf(world, address)
  const needles = [address, _id, sessionId, mail.target!, ...bindings.flatMap(({ id, mark }) => [id, mark ?? id])]
  return { address, phone, browser, waiting, id: _id, needles }
}

const collection = (name: string) => world.database.connection.collection(name)

/** Where one of these texts is still found. */
async function whereIs(needles: readonly string[]): Promise<string[]> {
  const { db } = world.database.connection
  const names = (await db!.listCollections().toArray()).map(({ name }) => name).sort()
  const texts = names.map(async (name) => [name, JSON.stringify(await collection(name).find().toArray())] as const)
  return (await Promise.all(texts))
    .filter(([, text]) => needles.some((one) => text.includes(one)))
    .map(([name]) => name)
}

describe('erase', () => {
  it('leaves nothing of a person but the trail, which holds no address and is whole', async () => {
    const { address, phone, browser, waiting, id, needles } = await person('erase')
    await world.deliver()
    expect(await whereIs(needles)).toEqual(
      expect.arrayContaining(['accounts', 'kicks', 'localUsers', 'mailClients', 'notices', 'phones', 'sessions']),
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
    expect(await codeOf(signInAnew(world.browser(), address))).toBe('login.wrong')
    expect(await erase(address)).toMatchObject({ code: 65 })
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
  'localUsers.delete',
  'sessions.delete',
  'phones.end',
  'notices.delete',
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
