import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import type { Browser } from '../actors/browser.ts'
import { bind, signInAnew, typeCode } from '../actors/journeys.ts'
import { codeOf, tally } from '../actors/outcome.ts'
import type { Phone } from '../actors/phone.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ TRUSTED_PROXIES: '127.0.0.1', SHARED_NETWORKS: '10.9.0.0/16' })
})
afterAll(() => world.stop())

/** A browser with an address in this network. */
const from = (network: string) => world.browser({ headers: { 'x-forwarded-for': `${network}.9` } })

/** A bound account with the browser that bound it, from a network of its own. */
async function bound(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  const known = from('198.51.200')
  await bind(known, phone, address)
  return { address, phone, known }
}

async function typedWrong(browser: Browser, address: string, phone: Phone, count: number) {
  const { challenge } = await signInAnew(browser, address)
  const valid = await phone.codes()
  const wrong = ['000001', '000002', '000003'].find((code) => !valid.includes(code))!
  const codes = []
  while (codes.length < count) codes.push(await codeOf(typeCode(browser, challenge, wrong)))
  return { challenge: challenge!, codes, wrong }
}

describe('R5, Q24: wrong codes', () => {
  it('rest after five, and the scan stays open meanwhile', async () => {
    const { address, phone } = await bound('codes')
    const browser = from('198.51.20')
    const { challenge, codes } = await typedWrong(browser, address, phone, 5)
    expect(tally(codes)).toEqual({ 'code.wrong': 4, 'throttle.wait': 1 })
    expect(await codeOf(typeCode(browser, challenge, await phone.code()))).toBe('throttle.wait')
    const { prompts } = await browser.call('GET /api/challenge')
    expect(prompts.find(({ shape }) => shape === 'code')).toMatchObject({
      triesLeft: 0,
      restsUntil: expect.any(String),
    })
    expect(prompts.find(({ shape }) => shape === 'scan')).toMatchObject({ url: expect.any(String) })
    world.clock.advance(limits.firstRest + 1_000)
    expect(await codeOf(typeCode(browser, challenge, await phone.code()))).toBe('ok')
  })

  it('say how many are left', async () => {
    const { address, phone } = await bound('counted')
    const browser = from('198.51.22')
    const { challenge, wrong } = await typedWrong(browser, address, phone, 0)
    const left = []
    while (left.length < 4) {
      const answer = await browser.send('POST', '/api/challenge/answer', {
        challenge: challenge.id,
        kind: 'wechat',
        code: wrong,
      })
      left.push((answer.body as { triesLeft: number }).triesLeft)
    }
    expect(left).toEqual([4, 3, 2, 1])
  })

  it('P02: count on over a new QR, a new password and a new challenge', async () => {
    const { address, phone } = await bound('persistent')
    const browser = from('198.51.21')
    const { challenge, wrong } = await typedWrong(browser, address, phone, 3)
    await browser.call('POST /api/challenge/renew', { input: { challenge: challenge.id, by: 'click' } })
    expect(await codeOf(typeCode(browser, challenge, wrong))).toBe('code.wrong')
    const again = from('198.51.21')
    const next = await typedWrong(again, address, phone, 1)
    expect(next.codes).toEqual(['throttle.wait'])
    expect(await codeOf(typeCode(again, next.challenge, await phone.code()))).toBe('throttle.wait')
  })

  it('a right but used one, however often, costs no try', async () => {
    const { address, phone } = await bound('used')
    const code = await phone.code()
    const first = from('198.51.23')
    const { challenge } = await signInAnew(first, address)
    await typeCode(first, challenge, code)
    const browser = from('198.51.23')
    const next = await signInAnew(browser, address)
    const codes = []
    while (codes.length < 8) codes.push(await codeOf(typeCode(browser, next.challenge, code)))
    expect(tally(codes)).toEqual({ 'code.used': 8 })
    world.clock.advance(limits.codePeriodSeconds * 1_000)
    expect(await codeOf(typeCode(browser, next.challenge, await phone.code()))).toBe('ok')
  })

  it('text that is no code at all costs no try', async () => {
    const { address, phone } = await bound('nonsense')
    const browser = from('198.51.24')
    const { challenge } = await typedWrong(browser, address, phone, 4)
    for (const text of ['12345', '1234567', 'abcdef', '12 34'])
      expect(await codeOf(typeCode(browser, challenge, text))).toBe('request.invalid')
    expect(await codeOf(typeCode(browser, challenge, await phone.code()))).toBe('ok')
  })
})

describe('P16: a hundred wrong codes in a row, by somebody who knows the password', () => {
  it('close the codes to browsers that never signed in here; the owner’s own go on, and scans for all', async () => {
    const { address, phone, known } = await bound('besieged')
    for (let network = 0; network < limits.failuresBeforeKnownOnly / 4; network += 1) {
      await typedWrong(from(`192.0.${network}`), address, phone, 4)
    }
    const stranger = from('192.1.1')
    const { challenge } = await signInAnew(stranger, address)
    expect(await codeOf(typeCode(stranger, challenge, await phone.code()))).toBe('method.known-only')
    const own = await signInAnew(known, address)
    expect(await codeOf(typeCode(known, own.challenge, await phone.code()))).toBe('ok')
  })
})

describe('behind one campus address', () => {
  it('a neighbour’s failures do not make the owner’s known browser wait, only unknown ones', async () => {
    const { address, phone } = await bound('campus')
    const owner = from('10.9.1')
    const first = await signInAnew(owner, address)
    await typeCode(owner, first.challenge, await phone.code())
    await typedWrong(from('10.9.1'), address, phone, 5)
    world.clock.advance(limits.codePeriodSeconds * 1_000)
    const newcomer = from('10.9.1')
    const { challenge } = await signInAnew(newcomer, address)
    expect(await codeOf(typeCode(newcomer, challenge, await phone.code()))).toBe('throttle.wait')
    const again = await signInAnew(owner, address)
    expect(await codeOf(typeCode(owner, again.challenge, await phone.code()))).toBe('ok')
  })
})
