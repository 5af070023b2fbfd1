// A forced enrolment: an operator has called an account whose password may be known to somebody else.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { callToEnrol, endCall } from '../../server/core/enrol.ts'
import { contract, type Endpoint, type Key } from '../../shared/api/contract.ts'
import { problemOf, type Browser } from '../actors/browser.ts'
import { entriesOf } from '../actors/entries.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bindWith, handsOf } from '../actors/hands.ts'
import { approvedBind, beginUnbind, bind, linkOf, redeem, signInAnew } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf } from '../actors/records.ts'

const changed = 'another one since the call'
let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld()
})
afterAll(() => world.stop())

const met = async (address: string) => (await world.app.services.accounts.byAddress(address))!
const call = async (address: string) => {
  world.clock.advance(1_000)
  return callToEnrol(world.app.services, await met(address), 'its password was for sale')
}
const enter = (browser: Browser, address: string, password: string) =>
  browser.call('POST /api/session', { input: { address, password } })
const stateOf = async (browser: Browser) => (await browser.call('GET /api/session')).state
const begin = (browser: Browser) => browser.call('POST /api/bindings', { input: { kind: 'totp' } })
const set = async (address: string, fields: object) =>
  void (await world.database.connection.collection('accounts').updateOne({ address }, { $set: fields }))

/** A mailbox without a factor, and a browser in which its password was typed. */
async function person(name: string) {
  const address = await world.user(name)
  const browser = world.browser()
  await signInAnew(browser, address)
  return { name, address, browser }
}

/** The same, called to enrol since then. */
async function called(name: string) {
  const all = await person(name)
  await call(all.address)
  return all
}

/** The entries that are for people who are signed in. */
const closed = (Object.entries(contract) as [Key, Endpoint][])
  .filter(([, { caller, isForEnrolment }]) => ['signed-in', 'proved'].includes(caller) && !isForEnrolment)
  .map(([key]) => key)
const refused = closed.map((key) => `${key} enrolment.required`)

/** What they answer to this browser. */
async function answersTo(browser: Browser): Promise<string[]> {
  const id = 'none-such'
  const all = entriesOf({ address: '', challenge: id, binding: id, device: id, scan: id, ticket: id, refresh: id })
  const answers: string[] = []
  for (const { key, method, path, body } of all.filter((entry) => closed.includes(entry.key)))
    answers.push(`${key} ${problemOf(await browser.send(method, path, body, true)).code}`)
  return answers
}

describe('a mailbox that is called to enrol', () => {
  it('has no use of a session that was there: it may look, and sign out', async () => {
    const { browser } = await called('there-before')
    expect(await stateOf(browser)).toBe('change-password')
    expect(await answersTo(browser)).toEqual(refused)
    expect(await browser.call('GET /api/bindings')).toMatchObject({ isOn: false })
    expect(await codeOf(begin(browser))).toBe('enrolment.password')
    expect(await browser.call('DELETE /api/session')).toMatchObject({ state: 'anonymous' })
  })

  it('does not let a thief with the old password bind a phone, and lets the owner with a new one', async () => {
    const { name, address } = await called('sold')
    const thief = world.browser()
    expect(await signInAnew(thief, address)).toMatchObject({ state: 'change-password' })
    expect(await codeOf(begin(thief))).toBe('enrolment.password')
    await world.user(name, changed)
    const owner = world.browser()
    expect(await enter(owner, address, changed)).toMatchObject({ state: 'enrol' })
    expect(await answersTo(owner)).toEqual(refused)
    expect(await stateOf(thief)).toBe('change-password')
    expect(await codeOf(begin(thief))).toBe('enrolment.password')

    expect(await bindWith(owner, handsOf(world, 'totp', name))).toMatchObject({ state: 'signed-in', aal: 2 })
    expect(await accountOf(world, address)).toMatchObject({ enrol: null, bindings: [{ kind: 'totp' }] })
    expect(await codeOf(owner.call('GET /api/devices'))).toBe('ok')
    expect(await stateOf(thief)).toBe('anonymous')
    const types = (await auditOf(world, (await accountOf(world, address))._id)).map(({ type }) => type)
    expect(types).toEqual(['login.succeeded', 'account.enrol', 'login.password', 'login.password', 'factor.bound'])
  })

  it('lets nobody finish by scan what was begun before the call', async () => {
    const name = 'begun-scan'
    const address = await world.user(name)
    const thief = world.browser()
    const { challenge, number } = await approvedBind(thief, world.phone(name), address)
    await call(address)
    expect(await codeOf(redeem(thief, challenge, number))).toBe('enrolment.password')
    expect(await accountOf(world, address)).toMatchObject({ bindings: [], enrol: { at: expect.any(Date) } })
  })

  it('lets nobody finish by code what was begun before the call', async () => {
    const { address, browser } = await person('begun-code')
    const challenge = await begin(browser)
    await call(address)
    expect(await codeOf(handsOf(world, 'totp', 'begun-code').fill(browser, challenge))).toBe('enrolment.password')
    expect((await accountOf(world, address)).bindings).toEqual([])
  })

  it('is called by a write that a bind of the same moment loses to', async () => {
    const name = 'same-moment'
    const address = await world.user(name)
    const browser = world.browser()
    const { challenge, number } = await approvedBind(browser, world.phone(name), address)
    const { services } = world.app
    const { accounts } = services
    const change: typeof accounts.change = async (...given) => {
      services.accounts = accounts
      await call(address)
      return accounts.change(...given)
    }
    services.accounts = { ...accounts, change }
    expect(await codeOf(redeem(browser, challenge, number))).toBe('account.changed')
    expect(await codeOf(redeem(browser, challenge, number))).toBe('enrolment.password')
    expect((await accountOf(world, address)).bindings).toEqual([])
  })

  it('is not called when its first factor was bound in the same moment', async () => {
    const { address, browser } = await person('bound-first')
    const before = await met(address)
    await bindWith(browser, handsOf(world, 'totp', 'bound-first'))
    await expect(callToEnrol(world.app.services, before, 'late')).rejects.toThrow('on already')
    expect(await accountOf(world, address)).toMatchObject({ enrol: null, bindings: [{}] })
  })

  it('wants the password changed that was typed last, also when that was in the same moment', async () => {
    const { name, address } = await person('typed-meanwhile')
    const before = await met(address)
    await world.user(name, changed)
    await enter(world.browser(), address, changed)
    await callToEnrol(world.app.services, before, 'a stale look')
    expect(await enter(world.browser(), address, changed)).toMatchObject({ state: 'change-password' })
  })

  it('takes the first password after the call for the old one, when none is known', async () => {
    const { name, address } = await person('unknown')
    await set(address, { passwordMark: null })
    await call(address)
    const [first, second] = [world.browser(), world.browser()]
    for (const browser of [first, second])
      expect(await signInAnew(browser, address)).toMatchObject({ state: 'change-password' })
    await world.user(name, changed)
    expect(await enter(first, address, changed)).toMatchObject({ state: 'enrol' })
  })

  it('does not take the old password for a new one because its mark is under a key that is gone', async () => {
    const { name, address } = await called('key-gone')
    await set(address, { 'enrol.passwordMark': 'gone.0000000000000000000000' })
    expect(await signInAnew(world.browser(), address)).toMatchObject({ state: 'change-password' })
    await world.user(name, changed)
    expect(await enter(world.browser(), address, changed)).toMatchObject({ state: 'enrol' })
  })

  it('has one old password, whoever notes it first', async () => {
    const { accounts } = world.app.services
    const { address } = await person('noted-once')
    await set(address, { passwordMark: null })
    const { id, enrol } = await call(address)
    expect(await accounts.noteCalled(id, enrol!, 'k.first')).toMatchObject({ enrol: { passwordMark: 'k.first' } })
    expect(await accounts.noteCalled(id, enrol!, 'k.second')).toBeNull()
    expect(await accounts.noteCalled(id, { at: new Date(0), passwordMark: 'k.first' }, 'k.third')).toBeNull()
  })

  it('asks for a change anew when it is called anew', async () => {
    const { name, address } = await called('twice')
    await world.user(name, changed)
    const browser = world.browser()
    expect(await enter(browser, address, changed)).toMatchObject({ state: 'enrol' })
    const challenge = await begin(browser)
    await endCall(world.app.services, await met(address), 'done')
    expect(await stateOf(browser)).toBe('signed-in')
    await call(address)
    expect(await stateOf(browser)).toBe('change-password')
    expect(await codeOf(handsOf(world, 'totp', name).fill(browser, challenge))).toBe('enrolment.password')
  })

  it('has no use of a session that has proved a factor which is gone', async () => {
    const name = 'unbound'
    const address = await world.user(name)
    const [browser, phone] = [world.browser(), world.phone(name)]
    await bind(browser, phone, address)
    const challenge = await beginUnbind(browser)
    await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
    expect(await redeem(browser, challenge)).toMatchObject({ state: 'signed-in', aal: 2 })
    await call(address)
    expect(await answersTo(browser)).toEqual(refused)
    expect(await codeOf(begin(browser))).toBe('enrolment.password')
  })
})
