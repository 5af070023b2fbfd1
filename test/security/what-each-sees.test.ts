import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { contract, type Key } from '../../shared/api/contract.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { beginChange, bindWith, handsOf, send } from '../actors/hands.ts'
import { approvedBind, bind, linkOf, signIn, trusted } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { rawRequest } from '../actors/raw.ts'

let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld()
})
afterAll(() => world.stop())

/** A browser with every factor bound, recovery codes and a device; the same WeChat's phone. @returns what nobody is told after it was bound. */
async function everything(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  const browser = world.browser()
  await bind(browser, phone, address)
  const hands = (['email', 'sms', 'totp'] as const).map((kind) => handsOf(world, kind, name))
  for (const one of hands) await bindWith(browser, one)
  const { codes } = await browser.call('POST /api/recovery-codes', { input: {} })
  const other = world.browser()
  const device = (await trusted(other, phone, address))[1]
  const targets = hands.flatMap(({ target }) => target ?? [])
  return { address, phone, browser, hands, secrets: [...codes, device, ...targets] }
}

describe('Q13: what an answer tells', () => {
  it('of the address: all to the WeChat that is bound, a letter to another', async () => {
    const address = await world.user('longname')
    const own = world.phone('longname')
    const bindingBrowser = world.browser()
    await signIn(bindingBrowser, address)
    const begun = await bindingBrowser.call('POST /api/bindings', { input: { kind: 'wechat' } })
    expect(await own.scan(linkOf(begun))).toMatchObject({ purpose: 'bind', address: 'l***@cqu.edu.cn' })
    await bind(world.browser(), own, await world.user('second-of-same'))
    const { challenge } = await signIn(world.browser(), 'second-of-same@cqu.edu.cn')
    expect(await own.scan(linkOf(challenge))).toMatchObject({ purpose: 'login', address: 'second-of-same@cqu.edu.cn' })
    const { mailboxes } = await own.call('GET /api/phone/codes')
    expect(mailboxes.map((mailbox) => mailbox.address)).toEqual(['se***e@cqu.edu.cn'])
  })

  it('is nobody’s openid, ticket, token or cookie but one’s own, at any entry', async () => {
    const address = await world.user('secrets')
    const phone = world.phone('secrets')
    const { refresh } = await phone.open()
    const browser = world.browser()
    const { challenge, scanned, number } = await approvedBind(browser, phone, address)
    const session = browser.cookies().get('__Host-session') ?? ''
    const headers = { cookie: `__Host-session=${session}`, origin: world.url, authorization: `Bearer ${phone.token()}` }
    const see = async (path: string) => (await rawRequest(world.url, { method: 'GET', path, headers })).text
    const forBrowser = (await Promise.all(['/api/session', '/api/challenge'].map(see))).join()
    const forPhone = (
      await Promise.all([`/api/phone/scans/${scanned.scan}`, '/api/phone/codes', '/api/phone/activity'].map(see))
    ).join()
    const openid = await phone.openid()
    const ticket = linkOf(challenge).split('/w/')[1]!
    for (const secret of [openid, refresh, phone.token()!, session, scanned.scan, `"${number}"`])
      expect(forBrowser).not.toContain(secret)
    for (const secret of [openid, refresh, session, ticket, challenge.id]) expect(forPhone).not.toContain(secret)
  })

  it('of bound factors: their masks alone, at any entry, to browser and phone', async () => {
    const { phone, browser, hands, secrets } = await everything('masked')
    const challenge = await beginChange(browser, 'unbind', 'email')
    await send(browser, challenge, 'email')
    await send(browser, challenge, 'sms')
    const scanned = await phone.scan(linkOf(challenge))
    const codes = await Promise.all(hands.map((one) => one.code()))
    const gets = (Object.keys(contract) as Key[]).filter((key) => key.startsWith('GET '))
    const paths = gets.map((key) => key.slice('GET '.length).replace(':scan', scanned.scan))
    const cookie = [...browser.cookies()].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, origin: world.url, authorization: `Bearer ${phone.token()}` }
    const seen = await Promise.all(paths.map((path) => rawRequest(world.url, { method: 'GET', path, headers })))
    expect(seen.filter(({ status }) => status !== 200)).toEqual([])
    const told = seen.map(({ text }) => text).join()
    expect(told).toContain('138****')
    expect([...secrets, ...codes].filter((secret) => told.includes(secret))).toEqual([])
  })

  it('of a scan that a stranger was refused: nothing but the code', async () => {
    const address = await world.user('quiet')
    await bind(world.browser(), world.phone('quiet'), address)
    const { challenge } = await signIn(world.browser(), address)
    const stranger = world.phone('quiet-stranger')
    await stranger.open()
    const { text } = await rawRequest(world.url, {
      method: 'POST',
      path: '/api/phone/scans',
      headers: { authorization: `Bearer ${stranger.token()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ticket: linkOf(challenge).split('/w/')[1], scene: 1011, platform: 'ios' }),
    })
    const { requestId, ...told } = JSON.parse(text)
    expect(requestId).toMatch(/^[\w-]{36}$/)
    expect(told).toEqual({ type: 'about:blank', code: 'scan.not-bound', status: 403, title: expect.any(String) })
    expect(text).not.toMatch(/quiet|cqu\.edu/)
  })

  it('of the browser to the phone: no words that the browser made up', async () => {
    const address = await world.user('made-up')
    const phone = world.phone('made-up')
    await bind(world.browser(), phone, address)
    const headers = { 'user-agent': 'Press confirm now or your mailbox will be closed/1 x' }
    const { challenge } = await signIn(world.browser({ headers }), address)
    const { browser } = await phone.scan(linkOf(challenge))
    expect(`${browser.name} ${browser.system}`).not.toMatch(/confirm|mailbox/)
  })
})

describe('Q03, R2: the secret of a challenge is the cookie', () => {
  it('without it nobody reads or changes the challenge, though they know its id and its ticket', async () => {
    const address = await world.user('cookie-less')
    await bind(world.browser(), world.phone('cookie-less'), address)
    const { challenge } = await signIn(world.browser(), address)
    const outsider = world.browser()
    const input = { challenge: challenge!.id }
    expect(await codeOf(outsider.call('GET /api/challenge'))).toBe('session.missing')
    expect(await codeOf(outsider.call('POST /api/challenge/redeem', { input }))).toBe('session.missing')
    expect(await codeOf(outsider.call('POST /api/challenge/renew', { input: { ...input, by: 'click' } }))).toBe(
      'session.missing',
    )
    const events = await rawRequest(world.url, { method: 'GET', path: '/api/challenge/events' })
    expect(events.code).toBe('session.missing')
  })

  it('and another signed-in browser, of the same account too, has no part in it', async () => {
    const address = await world.user('two-browsers')
    await bind(world.browser(), world.phone('two-browsers'), address)
    const { challenge } = await signIn(world.browser(), address)
    const other = world.browser()
    await signIn(other, address)
    const input = { challenge: challenge!.id }
    expect(await codeOf(other.call('POST /api/challenge/redeem', { input }))).toBe('challenge.replaced')
    expect(await codeOf(other.call('POST /api/challenge/renew', { input: { ...input, by: 'click' } }))).toBe(
      'challenge.replaced',
    )
  })

  it('R2: a ticket without a phone’s session reads nothing', async () => {
    const address = await world.user('ticket-only')
    await bind(world.browser(), world.phone('ticket-only'), address)
    const { challenge } = await signIn(world.browser(), address)
    const nobody = world.phone('ticket-only-2')
    nobody.holdToken('a.b.c')
    expect(await codeOf(nobody.scan(linkOf(challenge)))).toBe('phone.session')
  })
})
