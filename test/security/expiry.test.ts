import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { approvedBind, approvedLogin, bind, linkOf, redeem, signIn, typeCode } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { sessionOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const second = 1_000
/** The server's clock jumps over the end of a period. */
const pass = (period: number) => world.clock.advance(period + second)

async function waiting(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  await bind(world.browser(), phone, address)
  const browser = world.browser()
  const { challenge } = await signIn(browser, address)
  await phone.open()
  return { address, phone, browser, challenge: challenge!, link: linkOf(challenge) }
}

describe('Q06: one second too late', () => {
  it('to scan: the ticket is dead', async () => {
    const { phone, link } = await waiting('late-scan')
    pass(limits.ticketLife)
    expect(await codeOf(phone.scan(link))).toBe('scan.expired')
  })

  it('to confirm: the approval is refused and the browser stays out', async () => {
    const { phone, browser, challenge, link } = await waiting('late-confirm')
    const scanned = await phone.scan(link)
    pass(limits.confirmLife)
    expect(await codeOf(phone.answer(scanned, 'approve'))).toBe('scan.expired')
    expect(await codeOf(phone.scan(link))).toBe('scan.expired')
    expect(await codeOf(redeem(browser, challenge))).toBe('challenge.not-approved')
  })

  it('to redeem: the approval is worth nothing', async () => {
    const { phone, browser, challenge, link } = await waiting('late-redeem')
    const scanned = await phone.scan(link)
    await phone.answer(scanned, 'approve')
    pass(limits.redeemLife)
    expect(await codeOf(redeem(browser, challenge))).toBe('challenge.expired')
    expect(await codeOf(phone.answer(scanned, 'approve'))).toBe('scan.expired')
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'second-step' })
  })

  it('to finish at all: the challenge is over for scans, codes and renewals', async () => {
    const { phone, browser, challenge } = await waiting('late-challenge')
    const code = await phone.code()
    pass(limits.challengeLife)
    expect(await codeOf(typeCode(browser, challenge, code))).toBe('challenge.expired')
    const input = { challenge: challenge.id, by: 'click' as const }
    expect(await codeOf(browser.call('POST /api/challenge/renew', { input }))).toBe('challenge.expired')
  })

  it('to bind: the two digits are worth nothing', async () => {
    const browser = world.browser()
    const { challenge, number } = await approvedBind(browser, world.phone('late-bind'), await world.user('late-bind'))
    pass(limits.redeemLife)
    const input = { challenge: challenge.id, number }
    expect(await codeOf(browser.call('POST /api/challenge/redeem', { input }))).toBe('challenge.expired')
    expect(await browser.call('GET /api/bindings')).toMatchObject({ isOn: false })
  })

  it.each([
    ['for two hours', limits.sessionIdle],
    ['for its whole life', limits.sessionLife],
  ])('a session that was left alone %s is over', async (_, period) => {
    const browser = world.browser()
    await signIn(browser, await world.user(`idle-${period}`))
    pass(period)
    expect(await codeOf(browser.call('GET /api/bindings'))).toBe('session.ended')
  })

  it('a session in use ends after its life all the same', async () => {
    const browser = world.browser()
    await signIn(browser, await world.user('busy'))
    for (let passed = 0; passed < limits.sessionLife; passed += limits.sessionIdle - second) {
      expect(await codeOf(browser.call('GET /api/bindings'))).toBe('ok')
      world.clock.advance(limits.sessionIdle - second)
    }
    expect(await codeOf(browser.call('GET /api/bindings'))).toBe('session.ended')
  })
})

describe('Q07: nothing but a new QR gives time', () => {
  it('a second look of the same phone does not lengthen the confirmation', async () => {
    const { address, phone, link } = await waiting('look-twice')
    await phone.scan(link)
    const { until } = (await sessionOf(world, address)).challenge!.scan!
    world.clock.advance(30 * second)
    await phone.scan(link)
    expect((await sessionOf(world, address)).challenge!.scan!.until).toEqual(until)
    world.clock.advance(31 * second)
    expect(await codeOf(phone.scan(link))).toBe('scan.expired')
  })

  it('a renewed QR kills the old one, and lengthens the challenge by nothing', async () => {
    const { phone, browser, challenge, link } = await waiting('renewed')
    pass(limits.ticketLife)
    const input = { challenge: challenge.id, by: 'timer' as const }
    const renewed = await browser.call('POST /api/challenge/renew', { input })
    expect(renewed).toMatchObject({ id: challenge.id, expiresAt: challenge.expiresAt, tickets: 2 })
    expect(await codeOf(phone.scan(link))).toBe('scan.not-found')
    expect(await codeOf(phone.scan(linkOf(renewed)))).toBe('ok')
  })

  it('after an approval ran out, a click brings a new QR that inherits neither the approval nor any time', async () => {
    const { phone, browser, challenge, link } = await waiting('after-approval')
    await phone.answer(await phone.scan(link), 'approve')
    pass(limits.redeemLife)
    const renewed = await browser.call('POST /api/challenge/renew', { input: { challenge: challenge.id, by: 'click' } })
    expect(renewed).toMatchObject({ status: 'pending', expiresAt: challenge.expiresAt })
    expect(await codeOf(redeem(browser, challenge))).toBe('challenge.replaced')
    expect(await codeOf(redeem(browser, renewed))).toBe('challenge.not-approved')
  })

  it('the timer renews five times, then it takes a click', async () => {
    const { browser, challenge } = await waiting('sleeper')
    const renew = (by: 'timer' | 'click') =>
      codeOf(browser.call('POST /api/challenge/renew', { input: { challenge: challenge.id, by } }))
    for (let count = 0; count < limits.ticketRenewalsByTimer; count += 1) expect(await renew('timer')).toBe('ok')
    expect(await renew('timer')).toBe('ticket.limit')
    expect(await renew('click')).toBe('ok')
    expect(await renew('timer')).toBe('ok')
  })
})

it('Q08: a scan without a confirmation signs nobody in', async () => {
  const { phone, browser, challenge, link } = await waiting('unconfirmed')
  await phone.scan(link)
  expect(await codeOf(redeem(browser, challenge))).toBe('challenge.not-approved')
  expect(await codeOf(browser.call('GET /api/bindings'))).toBe('second-step.required')
})

it('Q38: every period is the server’s: an answer carries its clock, and no entry takes a time', async () => {
  const { address, phone } = await waiting('clocks')
  const browser = world.browser()
  const { challenge, scanned } = await approvedLogin(browser, phone, address)
  const here = world.clock.now().getTime()
  for (const { now } of [challenge, scanned]) expect(Math.abs(new Date(now).getTime() - here)).toBeLessThan(60 * second)
  expect(new Date(scanned.until).getTime() - new Date(scanned.now).getTime()).toBeLessThanOrEqual(limits.confirmLife)
})
