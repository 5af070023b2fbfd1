// Signing in over HTTP, against a real LDAP server.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Account } from '../../server/core/account.ts'
import { accountOf as takeAddress } from '../../server/core/account-of.ts'
import { limits } from '../../shared/limits.ts'
import { note } from '../after/ledger.ts'
import { bind, signIn, typeCode } from '../actors/journeys.ts'
import { operate } from '../actors/operator.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { startLdap, type LdapStandin } from '../standins/ldap/start.ts'
import { startRelay, type Relay } from './relay.ts'

let ldap: LdapStandin
let relay: Relay
let world: FullWorld
beforeAll(async () => {
  ldap = await startLdap()
  relay = await startRelay(ldap.port)
  world = await startFullWorld({ ...ldap.environment(), LDAP_URL: `ldap://127.0.0.1:${relay.port}` })
}, 30_000)
afterAll(async () => {
  await world.stop()
  await relay.stop()
  await ldap.stop()
})

const at = (uid: string) => `${uid}@cqu.edu.cn`
const person = async (uid: string) => {
  await ldap.add(uid, at(uid), password)
  return at(uid)
}
const type = (address: string, typed: string) =>
  codeOf(world.browser().call('POST /api/session', { input: { address, password: typed } }))
const timed = async (asked: Promise<unknown>) => {
  const began = Date.now()
  return { code: await asked, ms: Date.now() - began }
}

describe('a mailbox of an LDAP server', () => {
  it('signs in with its password', async () => {
    const address = await person('chen')
    expect(await signIn(world.browser(), ` ${address.toUpperCase()} `)).toMatchObject({ state: 'signed-in', address })
    expect((await accountOf(world, address))._id).toMatch(/^ldap:/)
  })

  it('R9: is not told from one that nobody has, by text or time', async () => {
    const address = await person('chu')
    for (const asked of [address, at('nobody')]) {
      const { code, ms } = await timed(type(asked, 'another'))
      expect([code, ms >= limits.failedLoginFloor - 5]).toEqual(['login.wrong', true])
    }
  })

  it('R5: counts the same wrong password each time, and asks about it once', async () => {
    const address = await person('wei')
    const before = relay.visits()
    const codes: string[] = []
    for (let times = 0; times < limits.triesBeforeRest; times += 1) codes.push(await type(address, 'wrong again'))
    expect(relay.visits() - before).toBeLessThanOrEqual(2)
    expect(codes).toEqual(Array.from({ length: limits.triesBeforeRest }, () => 'login.wrong'))
    expect(await type(address, password)).toBe('throttle.wait')
  })

  it('R12: is told within five seconds that the server hangs, and nothing is counted', async () => {
    const address = await person('jiang')
    relay.freeze()
    const all = await Promise.all(
      Array.from({ length: limits.triesBeforeRest + 1 }, (_, n) => timed(type(address, `guess-${n}`))),
    )
    relay.freezeOpen()
    expect(all.filter(({ code, ms }) => code !== 'directory.unavailable' || ms >= 5_000)).toEqual([])
    expect(await signIn(world.browser(), address)).toMatchObject({ state: 'signed-in' })
    expect(world.logs.join()).toContain('"message":"directory","is":"unavailable","why":"timeout"')
  })
})

describe('a mailbox that is renamed', () => {
  it('keeps its account: the second step is asked for, and the browser is known', async () => {
    const address = await person('shen')
    const phone = world.phone('shen')
    const known = world.browser()
    await bind(known, phone, address)
    const { _id } = await accountOf(world, address)
    await ldap.rename('shen', at('han'))
    const { state, challenge } = await signIn(known, at('han'))
    expect(state).toBe('second-step')
    expect((await accountOf(world, at('han')))._id).toBe(_id)
    expect(await accountOf(world, address)).toBeNull()
    expect(await typeCode(known, challenge, await phone.code())).toMatchObject({
      state: 'signed-in',
      address: at('han'),
    })
    expect(await world.app.services.sessions.byAccount(_id)).toContainEqual(
      expect.objectContaining({ challenge: expect.objectContaining({ isKnownBrowser: true }) }),
    )
  })
})

describe('an address that is given to somebody else', () => {
  async function given(uid: string) {
    const address = await person(uid)
    const phone = world.phone(uid)
    const before = world.browser()
    await bind(before, phone, address)
    const holder = (await accountOf(world, address))._id
    await ldap.rename(uid, at(`${uid}-2`))
    await ldap.add(`new-${uid}`, address, password)
    return { address, phone, before, holder, renamed: at(`${uid}-2`) }
  }

  it('leads to an account that starts empty, and nobody else is in it', async () => {
    const { address, before, holder } = await given('yang')
    expect(await signIn(world.browser(), address)).toMatchObject({ state: 'signed-in', address })
    expect(await accountOf(world, address)).toMatchObject({ bindings: [], devices: [] })
    expect(await world.app.services.accounts.byId(holder)).toMatchObject({ address: `former:${holder}` })
    expect(await codeOf(before.call('GET /api/bindings'))).toBe('session.ended')
    expect(await auditOf(world, holder)).toContainEqual(
      expect.objectContaining({ type: 'session.ended', actor: 'system', detail: 'address' }),
    )
  })

  it('leaves who had it before with everything that was bound, by the new address', async () => {
    const { address, phone, holder, renamed } = await given('zhu')
    await signIn(world.browser(), address)
    const browser = world.browser()
    const { challenge } = await signIn(browser, renamed)
    expect(await typeCode(browser, challenge, await phone.code())).toMatchObject({
      state: 'signed-in',
      address: renamed,
    })
    expect((await accountOf(world, renamed))._id).toBe(holder)
    expect(await signIn(world.browser(), address)).toMatchObject({ state: 'signed-in', address })
  })

  it('is not told what happens to the account that had it', async () => {
    const { address, holder } = await given('qin')
    await signIn(world.browser(), address)
    const reset = ['account', 'reset', `former:${holder}`, '--reason', 'asked at the counter']
    const { code, answer } = await operate(world.env, reset)
    note('help-desk code', answer[0]?.replaceAll(' ', ''))
    expect(code).toBe(0)
    await world.deliver()
    const notices = world.database.connection.collection('notices')
    const about = (id: string) => notices.countDocuments({ 'event.accountId': id })
    expect([await about(holder), (await auditOf(world, holder)).at(-1)]).toEqual([
      // What was bound, while it still was the mailbox's.
      1,
      expect.objectContaining({ type: 'account.reset' }),
    ])
  })

  it('stays with its new owner, of whom another sign-in was quicker', async () => {
    const { services } = world.app
    const { accounts } = services
    await accounts.ensure('ldap:you-1', at('you'))
    const owner = { id: 'ldap:you-2', address: at('you') }
    let quick: Account | undefined
    const byAddress = async (address: string) => {
      quick ??= await takeAddress(services, owner)
      return accounts.byAddress(address)
    }
    const slow = await takeAddress({ ...services, accounts: { ...accounts, byAddress } }, owner)
    expect(slow).toEqual(quick)
    expect(await accounts.byId('ldap:you-1')).toMatchObject({ address: 'former:ldap:you-1' })
  })

  it('is one account’s, however often two people sign in to it at once', async () => {
    await ldap.add('he-1', at('he'), password)
    const { ensure, byAddress } = world.app.services.accounts
    await signIn(world.browser(), at('he'))
    const held = (await byAddress(at('he')))!
    expect(await Promise.all(['ldap:he-2', 'ldap:he-3'].map((id) => ensure(id, at('he'))))).toEqual([null, null])
    expect(await byAddress(at('he'))).toEqual(held)
  })
})
