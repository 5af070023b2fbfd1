import { afterEach, beforeAll, afterAll, describe, expect, it } from '@jest/globals'
import type { FaultRequest } from '../standins/wechat/faults.ts'
import { bind, linkOf, redeem, signIn, typeCode } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, sessionOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterEach(() => world.wechat.control.clearFaults())
afterAll(() => world.stop())

const identify = '/sns/jscode2session'
const day = 24 * 60 * 60 * 1_000

async function bound(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  const browser = world.browser()
  await bind(browser, phone, address)
  return { address, phone, browser }
}

async function timed<T>(work: Promise<T>): Promise<{ result: T; ms: number }> {
  const began = performance.now()
  return { result: await work, ms: performance.now() - began }
}

const outages: [string, FaultRequest][] = [
  ['hangs', { kind: 'hang' }],
  ['answers with an HTML page', { kind: 'notJson' }],
  ['answers 500', { kind: 'http', status: 500 }],
  ['resets the connection', { kind: 'resetBeforeBody' }],
  ['sends half an answer', { kind: 'truncateJson' }],
  ['redirects to a captive portal', { kind: 'redirect', location: 'http://127.0.0.1:9/' }],
  ['says it is busy', { kind: 'errcode', errcode: -1 }],
]

describe.each(outages)('R12: when WeChat %s', (what, fault) => {
  it('an approval fails with wechat.unavailable within 5 s, nothing is approved and nobody gets in', async () => {
    const { address, phone } = await bound(`down-${fault.kind.toLowerCase()}`)
    const browser = world.browser()
    const { challenge } = await signIn(browser, address)
    const scanned = await phone.scan(linkOf(challenge))
    await world.wechat.control.fault({ ...fault, path: identify })
    const { result, ms } = await timed(codeOf(phone.answer(scanned, 'approve')))
    expect(result).toBe('wechat.unavailable')
    expect(ms).toBeLessThan(5_000)
    expect((await sessionOf(world, address)).challenge).toMatchObject({ status: 'scanned' })
    expect(await codeOf(redeem(browser, challenge!))).toBe('challenge.not-approved')
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'second-step', aal: 1 })
    await world.wechat.control.clearFaults()
    await phone.answer(scanned, 'approve')
    expect(await redeem(browser, challenge!)).toMatchObject({ state: 'signed-in' })
  })
})

describe('R12: while WeChat is away', () => {
  it('15: a phone that signed in eight days ago still shows codes, and they sign its user in', async () => {
    const { address, phone } = await bound('old-phone')
    const { refresh } = await phone.open()
    world.clock.advance(8 * day)
    await world.wechat.control.fault({ kind: 'hang' })
    expect(await codeOf(phone.call('GET /api/phone/codes'))).toBe('phone.session')
    const renewed = await phone.call('POST /api/phone/session/renew', { input: { refresh } })
    phone.holdToken(renewed.token)
    const browser = world.browser()
    const { challenge } = await signIn(browser, address)
    expect(await typeCode(browser, challenge, await phone.code())).toMatchObject({ state: 'signed-in', aal: 2 })
  })

  it('no phone gets a session, and nothing is bound or unbound', async () => {
    const { address, phone, browser } = await bound('nothing-changes')
    const { methods } = await browser.call('GET /api/bindings')
    const id = methods.find(({ kind }) => kind === 'wechat')!.binding!.id
    const challenge = await browser.call('POST /api/bindings/:id/unbind', { params: { id }, input: {} })
    const scanned = await phone.scan(linkOf(challenge))
    await world.wechat.control.fault({ kind: 'http', status: 502 })
    expect(await codeOf(phone.answer(scanned, 'approve'))).toBe('wechat.unavailable')
    expect(await codeOf(world.phone('newcomer').open())).toBe('wechat.unavailable')
    expect(await codeOf(redeem(browser, challenge))).toBe('challenge.not-approved')
    expect((await accountOf(world, address)).bindings).toHaveLength(1)
  })

  it('Q33: a WeChat that WeChat itself blocks is told so, and its user may type a code', async () => {
    const { address, phone } = await bound('blocked')
    await world.wechat.control.phone('blocked').set({ blocked: true })
    const browser = world.browser()
    const { challenge } = await signIn(browser, address)
    const scanned = await phone.scan(linkOf(challenge))
    expect(await codeOf(phone.answer(scanned, 'approve'))).toBe('wechat.blocked')
    expect(await codeOf(world.phone('blocked').open())).toBe('wechat.blocked')
    expect(await typeCode(browser, challenge, await phone.code())).toMatchObject({ state: 'signed-in' })
  })

  it('a QR that WeChat cannot draw is replaced by the link, and the page is not kept waiting', async () => {
    const drawn = await startWorld({ QR_MODE: 'wxacode' })
    const address = await drawn.user('picture')
    const phone = drawn.phone('picture')
    const browser = drawn.browser()
    await signIn(browser, address)
    await drawn.wechat.control.fault({ kind: 'hang', path: '/wxa/getwxacodeunlimit' })
    const begun = browser.call('POST /api/bindings', { input: { kind: 'wechat' } })
    const { result: challenge, ms } = await timed(begun)
    expect(ms).toBeLessThan(5_000)
    expect(challenge.prompts).toEqual([expect.objectContaining({ shape: 'scan', image: null, url: linkOf(challenge) })])
    expect(await codeOf(phone.scan(linkOf(challenge)))).toBe('ok')
    await drawn.stop()
  })

  it('a used or unknown wx.login code is wechat.code, and approves nothing', async () => {
    const { address, phone } = await bound('old-code')
    const { challenge } = await signIn(world.browser(), address)
    const { scan } = await phone.scan(linkOf(challenge))
    const used = await phone.login()
    await world
      .phone('old-code')
      .call('POST /api/phone/session', { input: { code: used, installation: 'another-installation' } })
    for (const code of [used, 'a-code-nobody-made']) {
      const input = { answer: 'approve' as const, purpose: 'login' as const, code }
      expect(await codeOf(phone.call('POST /api/phone/scans/:scan/answer', { params: { scan }, input }))).toBe(
        'wechat.code',
      )
    }
    expect((await sessionOf(world, address)).challenge!.status).toBe('scanned')
  })
})
