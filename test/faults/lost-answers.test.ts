import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import type { Browser } from '../actors/browser.ts'
import { approvedBind, approvedLogin, bind, linkOf, redeem, signIn, typeCode, waiting } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { auditOf, accountOf, sessionOf } from '../actors/records.ts'
import { readTogether } from '../actors/rendezvous.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const cookie = '__Host-session'
const afterGrace = limits.replacedTokenGrace + 1_000

/** A browser that shows this session cookie, whatever it was given since. */
function withCookie(text: string | undefined): Browser {
  const browser = world.browser()
  browser.setCookies(new Map([[cookie, text ?? '']]))
  return browser
}

/** A bound account whose approved sign-in was redeemed, and the answer was lost. */
async function lostRedeem(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  await bind(world.browser(), phone, address)
  const browser = world.browser()
  const { challenge } = await approvedLogin(browser, phone, address)
  const old = browser.cookies().get(cookie)
  const lost = await browser.send('POST', '/api/challenge/redeem', { challenge: challenge.id }, true)
  return { address, phone, browser, challenge, old, lost }
}

describe('the answer to a redeem that is lost', () => {
  it('R11: leaves the browser signed in with its old cookie, and brings the new one', async () => {
    const { browser, old, lost } = await lostRedeem('lost-redeem')
    expect(lost.status).toBe(200)
    expect(browser.cookies().get(cookie)).toBe(old)
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
    const renewed = browser.cookies().get(cookie)
    expect(renewed).not.toBe(old)
    expect(lost.headers.getSetCookie().join()).toContain(`${cookie}=${renewed};`)
  })

  it('Q18: the old cookie is refused once the new one was seen, and 31 s later it ends the session as theft', async () => {
    const { address, browser, old } = await lostRedeem('stolen-cookie')
    await browser.call('GET /api/session')
    await browser.call('GET /api/bindings')
    expect(await withCookie(old).call('GET /api/session')).toMatchObject({ state: 'anonymous' })
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in' })
    world.clock.advance(afterGrace)
    expect(await codeOf(withCookie(old).call('GET /api/bindings'))).toBe('session.ended')
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
    const trail = await auditOf(world, (await accountOf(world, address))._id)
    expect(trail.filter(({ type }) => type === 'session.theft')).toHaveLength(1)
  })

  it('never has its new cookie taken away by the answer to a request that was under way with the old one', async () => {
    const { browser, old } = await lostRedeem('overtaken')
    await browser.call('GET /api/session')
    await browser.call('GET /api/bindings')
    const late = await withCookie(old).send('GET', '/api/session')
    expect(late.headers.getSetCookie()).toEqual([])
  })
})

describe('the answer to a typed code that is lost', () => {
  it('R11: leaves the browser signed in, and the code is spent', async () => {
    const address = await world.user('lost-code')
    const phone = world.phone('lost-code')
    await bind(world.browser(), phone, address)
    const browser = world.browser()
    const { challenge } = await signIn(browser, address)
    const body = { challenge: challenge!.id, kind: 'wechat', code: await phone.code() }
    await browser.send('POST', '/api/challenge/answer', body, true)
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
    expect(await codeOf(typeCode(browser, challenge, body.code))).toBe('challenge.over')
  })
})

describe('the answer to a scan that is lost', () => {
  it('R11: is told again, though the phone asked again before the first was through', async () => {
    const { link, phone, address } = await waiting(world, 'twice')
    const putBack = readTogether(world.app.services.sessions, 'byTicketMarks', 2)
    const [first, second] = await Promise.all([phone.scan(link), phone.scan(link)]).finally(putBack)
    expect(second).toEqual({ ...first, now: second.now })
    const trail = await auditOf(world, (await accountOf(world, address))._id)
    expect(trail.filter(({ type }) => type === 'scan.taken')).toHaveLength(2)
  })
})

describe('the answer to an approval that is lost', () => {
  it('R11: is told again word for word, and nothing is extended', async () => {
    const address = await world.user('lost-approve')
    const phone = world.phone('lost-approve')
    const { scanned, number } = await approvedBind(world.browser(), phone, address)
    const { until } = (await sessionOf(world, address)).challenge!.scan!
    world.clock.advance(20_000)
    const again = await phone.answer(scanned, 'approve')
    expect(again).toMatchObject({ status: 'approved', number, until: new Date(until).toISOString() })
    const trail = await auditOf(world, (await accountOf(world, address))._id)
    expect(trail.filter(({ type }) => type === 'scan.approved')).toHaveLength(1)
  })

  it('R11: is told again after the browser has finished with it', async () => {
    const { phone, challenge, browser, scanned } = await finished('approve-then-done')
    expect(await codeOf(redeem(browser, challenge))).toBe('challenge.over')
    expect(await phone.answer(scanned, 'approve')).toMatchObject({ status: 'redeemed', number: null })
  })

  it('R11: a refusal is told again, and stays', async () => {
    const address = await world.user('lost-deny')
    const phone = world.phone('lost-deny')
    await bind(world.browser(), phone, address)
    const { challenge } = await signIn(world.browser(), address)
    const scanned = await phone.scan(linkOf(challenge))
    const first = await phone.answer(scanned, 'deny')
    expect(await phone.answer(scanned, 'deny')).toMatchObject({ status: first.status, scan: first.scan })
    expect(await codeOf(phone.answer(scanned, 'approve'))).toBe('scan.used')
    const trail = await auditOf(world, (await accountOf(world, address))._id)
    expect(trail.filter(({ type }) => type === 'login.refused')).toHaveLength(1)
  })
})

async function finished(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  const browser = world.browser()
  await bind(browser, phone, address)
  const { challenge, scanned } = await approvedLogin(browser, phone, address)
  await redeem(browser, challenge)
  return { phone, browser, challenge, scanned }
}
