// account unlock and devices revoke, as they are typed.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { notMeToken } from '../../server/core/notice.ts'
import { limits } from '../../shared/limits.ts'
import type { Browser } from '../actors/browser.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { answer, bindWith, handsOf } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { operate } from '../actors/operator.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf } from '../actors/records.ts'

let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld()
})
afterAll(() => world.stop())

async function person(name: string) {
  const address = await world.user(name)
  const browser = world.browser()
  await signInAnew(browser, address)
  const app = handsOf(world, 'totp', name)
  await bindWith(browser, app)
  return { address, browser, app }
}

/** Events of this type in the trail of the account. */
async function told(address: string, type: string) {
  const { _id } = await accountOf(world, address)
  return (await auditOf(world, _id)).filter((event) => event.type === type)
}

const tryPassword = (browser: Browser, address: string, password: string) =>
  codeOf(browser.call('POST /api/session', { input: { address, password } }))

describe('account unlock', () => {
  const unlock = (address: string, ...more: string[]) => operate(world.env, ['account', 'unlock', address, ...more])

  it('ends the rests after wrong passwords and after wrong codes', async () => {
    const { address, app } = await person('unlock')
    const browser = world.browser()
    const { challenge } = await signInAnew(browser, address)
    for (let count = 0; count < limits.triesBeforeRest; count += 1)
      await codeOf(answer(browser, challenge!, 'totp', '000000'))
    for (let count = 0; count < limits.triesBeforeRest; count += 1) await tryPassword(browser, address, 'wrong')
    expect(await codeOf(signInAnew(world.browser(), address))).toBe('throttle.wait')

    const { code, answer: lines } = await unlock(address, '--reason', 'called us')
    expect([code, lines]).toEqual([0, ['the account rests no more: begin a new sign-in']])
    const fresh = world.browser()
    const begun = await signInAnew(fresh, address)
    expect(await answer(fresh, begun.challenge!, 'totp', await app.code())).toMatchObject({ state: 'signed-in' })
    expect((await accountOf(world, address)).rests).toEqual([])
    expect(await told(address, 'account.unlocked')).toMatchObject([{ actor: 'operator', detail: 'called us' }])
  })

  it('lets browsers try again that nobody knows, after a hundred failures in a row from anywhere', async () => {
    const { address } = await person('unlock-row')
    const { counters, keys } = world.app.services
    const { _id } = await accountOf(world, address)
    const row = keys.mac('counter/totp/row', _id, '')
    for (let count = 0; count < limits.failuresBeforeKnownOnly; count += 1)
      await counters.fail(row, Number.MAX_SAFE_INTEGER, world.clock.now())
    const guess = async () => {
      const browser = world.browser()
      const { challenge } = await signInAnew(browser, address)
      return codeOf(answer(browser, challenge!, 'totp', '000000'))
    }
    expect(await guess()).toBe('method.known-only')
    await unlock(address)
    expect(await guess()).toBe('code.wrong')
  })

  it('leaves the rest of a network that has failed over many accounts', async () => {
    const { address } = await person('unlock-network')
    const { counters, keys } = world.app.services
    const browser = world.browser()
    await tryPassword(browser, address, 'wrong')
    const { network } = (await told(address, 'login.failed'))[0]!.browser!
    const key = keys.mac('counter/password/network', '', network)
    const before = await counters.read([key], world.clock.now())
    expect(before.get(key)?.failures).toBeGreaterThan(0)
    await unlock(address)
    expect(await counters.read([key], world.clock.now())).toEqual(before)
  })

  it('ends a freeze only when it is asked to, and then tells the owner', async () => {
    const { address, browser } = await person('unlock-freeze')
    const [event] = await told(address, 'factor.bound')
    const token = notMeToken(world.app.services, { ...event!, id: (event as unknown as { _id: string })._id })
    await browser.call('POST /api/not-me', { input: { token } })
    const { frozenUntil } = await accountOf(world, address)
    const { beside } = await unlock(address)
    expect(beside.at(-1)).toContain('frozen until')
    expect((await accountOf(world, address)).frozenUntil).toEqual(frozenUntil)
    await unlock(address, '--unfreeze')
    expect((await accountOf(world, address)).frozenUntil).toBeNull()
    const { notices } = world.database.models
    const [quiet, loud] = await told(address, 'account.unlocked')
    const count = (id: unknown) => notices.countDocuments({ 'event.id': id })
    const idOf = (one: unknown) => (one as { _id: string })._id
    expect([await count(idOf(quiet)), await count(idOf(loud))]).toEqual([0, 1])
  })

  it('knows its words', async () => {
    expect(await unlock('unlock@cqu.edu.cn', '--everything')).toMatchObject({ code: 64 })
    expect(await unlock('unlock@cqu.edu.cn', '--reason', '')).toMatchObject({ code: 65 })
  })
})

describe('devices revoke', () => {
  const revoke = (address: string, ...more: string[]) => operate(world.env, ['devices', 'revoke', address, ...more])

  async function trusted(name: string) {
    const { address, app } = await person(name)
    const trust = async () => {
      const browser = world.browser()
      const { challenge } = await signInAnew(browser, address)
      await browser.call('POST /api/challenge/trust', { input: { challenge: challenge!.id, wanted: true } })
      await answer(browser, challenge!, 'totp', await app.code())
      world.clock.advance(30_000)
      return browser
    }
    return { address, browsers: [await trust(), await trust()] }
  }
  const stateOf = async (browser: Browser, address: string) => (await signInAnew(browser, address)).state

  it('ends one that account show names, or all of them, and nothing when there is none', async () => {
    const { address, browsers } = await trusted('revoke')
    const shown = await operate(world.env, ['account', 'show', address])
    const ids = shown.answer.flatMap((text) => /^device {2}([\w-]+) {2}Chrome 141, Windows 10 /.exec(text)?.[1] ?? [])
    expect(ids).toHaveLength(2)
    expect(await revoke(address, '--id', 'another')).toMatchObject({ code: 65 })
    expect((await accountOf(world, address)).devices).toHaveLength(2)
    expect(await revoke(address, '--id', ids[0]!)).toMatchObject({ code: 0 })
    expect(await Promise.all(browsers.map((browser) => stateOf(browser, address)))).toEqual([
      'second-step',
      'signed-in',
    ])
    expect(await revoke(address)).toMatchObject({ code: 0 })
    expect(await stateOf(browsers[1]!, address)).toBe('second-step')
    expect(await revoke(address)).toMatchObject({ code: 65, beside: ['there is no such trusted device'] })
    const ends = (await told(address, 'device.ended')).map(({ actor, detail }) => [actor, detail])
    expect(ends).toEqual([
      ['operator', null],
      ['operator', 'all'],
    ])
  })
})
