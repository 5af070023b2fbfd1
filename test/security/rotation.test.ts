// R7: the master key is replaced while people sign in: keys rotate and its --finish, as they are typed.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createKeys } from '../../server/core/keys.ts'
import { byOperator } from '../../server/core/operator.ts'
import { accountSeals } from '../../server/core/reseal.ts'
import { factors } from '../../server/factors/index.ts'
import { readConfig } from '../../server/config/config.ts'
import { createRotation } from '../../server/store/rotation.ts'
import { noteKeys } from '../after/dump.ts'
import type { Browser } from '../actors/browser.ts'
import { recoveryPerson, report, trust, typedPerson, wechatPerson, type Person } from '../actors/factor-people.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { prove } from '../actors/hands.ts'
import { bind, signInAnew } from '../actors/journeys.ts'
import { placesUnder } from '../actors/made-under.ts'
import { operate, type } from '../actors/operator.ts'
import type { Phone } from '../actors/phone.ts'
import { accountOf, auditOf } from '../actors/records.ts'
import { newKey } from '../actors/world.ts'

const [old, young] = [newKey('k1'), newKey('k2')]
const both = `${young},${old}`
const hour = 61 * 60 * 1_000

let world: FullWorld
const people = new Map<string, Person>()

/** Everybody once, an hour later: nobody has spent what may be sent. */
async function allSignIn(): Promise<string[]> {
  world.clock.advance(hour)
  const states: string[] = []
  for (const [kind, { signsIn }] of people) states.push(`${kind} ${await signsIn()}`)
  return states
}
const everybody = () => [...people.keys()].map((kind) => `${kind} signed-in`)

const rotate = (...more: string[]) => operate({ ...world.env, KEYS: both }, ['keys', 'rotate', ...more])

let sleeper: Phone
let careful: Awaited<ReturnType<typeof recoveryPerson>>
let trusted: { browser: Browser; address: string }
let reported: string
beforeAll(async () => {
  world = await startFullWorld({ KEYS: old })
  for (const kind of ['email', 'sms', 'totp'] as const) people.set(kind, await typedPerson(world, kind))
  for (const by of ['scan', 'digits'] as const) people.set(by, await wechatPerson(world, by))
  careful = await recoveryPerson(world)
  people.set('recovery', careful)
  sleeper = world.phone('sleeper')
  await bind(world.browser(), sleeper, await world.user('sleeper'))
  trusted = await trust(world)
  reported = await report(world)
  const called = await world.user('called')
  await signInAnew(world.browser(), called)
  await operate(world.env, ['account', 'enrol', called, '--reason', 'for the keys'])
}, 120_000)
afterAll(async () => {
  await noteKeys(world.database.connection, readConfig({ ...world.env, KEYS: both }).keys!)
  await world.stop()
})

describe('R7: keys rotate', () => {
  it('asks for two keys', async () => {
    const { code, beside } = await operate(world.env, ['keys', 'rotate'])
    expect([code, beside[0]]).toEqual([65, expect.stringMatching(/^KEYS must name two keys, the new one first/)])
  })

  it('signs everybody in, by every factor, while everything that is sealed is sealed anew', async () => {
    expect(await placesUnder(world.database, 'k1')).toEqual(
      expect.arrayContaining(['accounts.bindings.sealed.openid', 'phones.mark', 'notices.to']),
    )
    await world.restart(both)
    const { said } = type({ ...world.env, KEYS: both }, ['keys', 'rotate'])
    expect(await allSignIn()).toEqual(everybody())
    const { code, answer: lines } = await said
    expect([code, lines[0]]).toEqual([0, 'everything that is sealed is under the new key'])
    const kinds = lines.flatMap((line) => /^older key {2}\d+ ([^ ]+ ?[^ ]*)/.exec(line)?.[1] ?? [])
    expect(kinds).toEqual([
      'sessions of',
      'phone sessions',
      'trusted devices',
      'recovery codes',
      'reports of',
      'marks of',
    ])
    expect(await placesUnder(world.database, 'k1')).toEqual([
      'accounts.bindings.unused',
      'accounts.devices.passwordMac',
      'accounts.devices.token.mac',
      'accounts.enrol.passwordMark',
      'accounts.passwordMark',
      'accounts.reports.passwordMark',
      'phones.token.mac',
    ])
    expect(await allSignIn()).toEqual(everybody())
  })

  it('notes the password of everybody who signs in under the new key', async () => {
    const accounts = await Promise.all([...people.values()].map(({ address }) => accountOf(world, address)))
    expect(accounts.map(({ passwordMark }) => passwordMark?.slice(0, 3))).toEqual(accounts.map(() => 'k2.'))
  })

  it('takes a phone’s older row out when a new one came under the new key', async () => {
    const { phones } = world.database.models
    const openid = await sleeper.openid()
    const keys = createKeys(readConfig({ ...world.env, KEYS: both }).keys!)
    const [newer, older] = keys.macs('binding', 'wechat', openid)
    const { installation } = sleeper
    await phones.collection.updateOne({ installation }, { $set: { mark: older } })
    await sleeper.open()
    expect(await phones.countDocuments({ installation })).toBe(2)
    expect((await rotate()).code).toBe(0)
    const left = await phones.find({ installation }).lean()
    expect(left.map(({ mark }) => mark)).toEqual([newer])
    expect((await sleeper.call('GET /api/phone/codes')).mailboxes).toHaveLength(1)
  })

  it('does not undo a change that came in between: what it has read is written only where it still is', async () => {
    const { models } = world.database
    const { _id, ...account } = await accountOf(world, people.get('scan')!.address)
    const keys = createKeys([...readConfig({ ...world.env, KEYS: both }).keys!].reverse() as never)
    const seals = accountSeals({ keys, factors }, { ...account, id: _id })!
    const [binding] = account.bindings
    const changed = { ...binding!, sealed: { ...binding!.sealed, key: 'another' } }
    await models.accounts.collection.updateOne({ _id: _id as never }, { $set: { bindings: [changed] } })
    await createRotation(models).resealAccounts([seals])
    expect((await accountOf(world, account.address)).bindings).toEqual([changed])
    await models.accounts.collection.updateOne({ _id: _id as never }, { $set: { bindings: [binding] } })
    await createRotation(models).resealAccounts([seals])
    const { sealed, mark } = (await accountOf(world, account.address)).bindings[0]!
    expect([sealed['openid'], sealed['key'], mark].map((text) => text!.slice(0, 2))).toEqual(['k1', 'k1', 'k1'])
    expect((await rotate()).code).toBe(0)
  })

  it('names what opens under no key of KEYS, leaves it, and ends with 1', async () => {
    const { collection } = world.database.models.accounts
    const { _id, bindings } = await accountOf(world, trusted.address)
    const broken = [{ ...bindings[0]!, sealed: { ...bindings[0]!.sealed, key: 'k0.a.b.c' } }]
    await collection.updateOne({ _id: _id as never }, { $set: { bindings: broken } })
    const { code, beside } = await rotate()
    expect([code, beside.at(-1)]).toEqual([1, `opens under no key of KEYS  accounts ${_id}`])
    expect((await accountOf(world, trusted.address)).bindings).toEqual(broken)
    await collection.updateOne({ _id: _id as never }, { $set: { bindings } })
  })

  it('--finish ends what only its owner could renew, and tells those whose codes end; then the old key can go', async () => {
    const { code, answer: lines } = await rotate('--finish')
    expect([code, lines[0]]).toEqual([0, expect.stringMatching(/^nothing needs the older key/)])
    expect(await placesUnder(world.database, 'k1')).toEqual([])
    await world.restart(young)

    people.delete('recovery')
    expect(await allSignIn()).toEqual(everybody())
    const browser = world.browser()
    await prove(browser, (await signInAnew(browser, careful.address)).challenge, careful.hands)
    expect(await browser.call('GET /api/bindings')).toMatchObject({ isOn: true, recovery: { left: 0 } })
    expect(await signInAnew(trusted.browser, trusted.address)).toMatchObject({ state: 'second-step' })
    expect((await accountOf(world, reported)).reports).toMatchObject([{ passwordMark: null }])
    const { _id } = await accountOf(world, careful.address)
    const trail = await auditOf(world, _id)
    expect(trail.find((event) => event.type === 'codes.ended')).toMatchObject({ actor: 'operator', kind: 'recovery' })
    const told = await world.database.models.notices.distinct('event.accountId', { 'event.type': 'codes.ended' })
    expect(told).toEqual([_id])
  })

  it('--finish ends nothing that was renewed since it was read, and then tells nothing', async () => {
    const { _id, rev, ...before } = await accountOf(world, trusted.address)
    const ends = { tokens: ['k1.gone'], unused: ['k1.gone'], appPasswords: ['k1.gone'], passwords: ['k1.gone'] }
    const event = byOperator(new Date(), 'device.ended', _id, null)
    await createRotation(world.database.models).end(_id, ends, [event])
    expect(await accountOf(world, trusted.address)).toEqual({ _id, rev, ...before })
  })

  it('--finish again finds nothing, and tells nobody anything twice', async () => {
    const events = () => world.database.models.audit.countDocuments({ type: { $in: ['codes.ended', 'device.ended'] } })
    const before = await events()
    expect((await rotate('--finish')).code).toBe(0)
    await auditOf(world)
    expect(await events()).toBe(before)
  })

  it('P15: audit verify knows what the old key has signed only while it is given to it', async () => {
    const verify = (keys: Record<string, string>) => operate({ ...world.env, ...keys }, ['audit', 'verify'])
    const { code, answer: lines } = await verify({ KEYS: young })
    expect([code, lines.some((line) => line.startsWith('unknown-key'))]).toEqual([1, true])
    expect(
      (await verify({ KEYS: young, KEYS_RETIRED: old })).answer.filter((line) => line.startsWith('unknown-key')),
    ).toEqual([])
    expect(await verify({ KEYS: young, KEYS_RETIRED: young })).toMatchObject({ code: 1 })
  })
})
