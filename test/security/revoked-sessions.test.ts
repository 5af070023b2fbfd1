import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from '../actors/browser.ts'
import { approvedBind, approvedLogin, beginUnbind, bind, linkOf, redeem, signIn } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const state = async (browser: Browser) => (await browser.call('GET /api/session')).state

async function unbind(browser: Browser, phone: ReturnType<World['phone']>) {
  const challenge = await beginUnbind(browser)
  await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
  return redeem(browser, challenge)
}

describe('a change of factors', () => {
  it('by unbinding ends every other session and keeps the one that made it', async () => {
    const address = await world.user('unbind-ends')
    const phone = world.phone('unbind-ends')
    const browser = world.browser()
    await bind(browser, phone, address)
    const elsewhere = world.browser()
    const login = await approvedLogin(elsewhere, phone, address)
    await redeem(elsewhere, login.challenge)
    const half = world.browser()
    await signIn(half, address)
    await unbind(browser, phone)
    expect(await state(browser)).toBe('signed-in')
    expect(await codeOf(elsewhere.call('GET /api/bindings'))).toBe('session.ended')
    expect(await codeOf(half.call('GET /api/challenge'))).toBe('session.ended')
    expect(await signIn(world.browser(), address)).toMatchObject({ state: 'signed-in', aal: 1 })
  })

  it('by binding ends the sessions that showed only the password', async () => {
    const address = await world.user('bind-ends')
    const others = [world.browser(), world.browser()]
    for (const other of others) await signIn(other, address)
    await others[1]!.call('POST /api/bindings', { input: { kind: 'wechat' } })
    await bind(world.browser(), world.phone('bind-ends'), address)
    for (const other of others) expect(await codeOf(other.call('GET /api/bindings'))).toBe('session.ended')
  })

  it('leaves no way back in for an approved bind that came second', async () => {
    const address = await world.user('second-bind')
    const late = world.browser()
    const { challenge, number } = await approvedBind(late, world.phone('second-bind-late'), address)
    await bind(world.browser(), world.phone('second-bind'), address)
    const input = { challenge: challenge.id, number }
    expect(await codeOf(late.call('POST /api/challenge/redeem', { input }))).toBe('session.ended')
    expect(
      await codeOf(late.call('POST /api/challenge/renew', { input: { challenge: challenge.id, by: 'click' } })),
    ).toMatch(/^session\./)
  })

  it('takes the codes from the phone that was unbound, at once', async () => {
    const address = await world.user('no-codes')
    const phone = world.phone('no-codes')
    const browser = world.browser()
    await bind(browser, phone, address)
    const code = await phone.code()
    expect(code).toMatch(/^\d{6}$/)
    await unbind(browser, phone)
    expect(await phone.codes()).toEqual([])
    await bind(browser, world.phone('no-codes-next'), address)
    const again = world.browser()
    const { challenge } = await signIn(again, address)
    const input = { challenge: challenge!.id, kind: 'wechat' as const, code }
    expect(await codeOf(again.call('POST /api/challenge/answer', { input }))).toBe('code.wrong')
    expect(await codeOf(phone.scan(linkOf(challenge)))).toBe('scan.not-bound')
  })

  it('needs a fresh proof to bind more once something is bound', async () => {
    const address = await world.user('stale-proof')
    const phone = world.phone('stale-proof')
    const browser = world.browser()
    await bind(browser, phone, address)
    world.clock.advance(10 * 60_000 + 1_000)
    expect(await codeOf(browser.call('POST /api/bindings', { input: { kind: 'wechat' } }))).toBe('proof.required')
    expect(await codeOf(browser.call('GET /api/bindings'))).toBe('ok')
  })
})
