import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from '../actors/browser.ts'
import { createClock } from '../actors/clock.ts'
import { answer, beginChange, bindWith, handsOf, prove, send, type Outside } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { codeOf, tally } from '../actors/outcome.ts'
import { accountOf } from '../actors/records.ts'
import { startTown, type Town } from '../actors/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown(2, { env: { SMS_PROVIDERS: 'aliyun' } })
  await town.sms.flowControl(false)
})
afterAll(() => town.stop())

/** The servers' clock is the real one: an app that is a period ahead is still within the tolerance. */
const outside = (): Outside => ({ smtp: town.smtp, sms: town.sms, clock: createClock() })

const both = [0, 1] as const

/** The same browser, its requests served by either process. */
const twins = (browser: Browser) =>
  both.map((at) => {
    const twin = town.browser(at)
    twin.setCookies(browser.cookies())
    return twin
  })

const atOnce = <T>(count: number, act: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)))

let made = 0

async function bound(kind: 'email' | 'sms' | 'totp') {
  const address = await town.user(`race-${(made += 1)}`)
  const browser = town.browser()
  await signInAnew(browser, address)
  const hands = handsOf(outside(), kind, 'race')
  await bindWith(browser, hands)
  return { address, browser, hands }
}

/** Five browsers of either process, each between the two steps. */
async function five(address: string) {
  const browsers = await atOnce(5, async (index) => town.browser(both[index % 2]))
  const sessions = await Promise.all(browsers.map((browser) => signInAnew(browser, address)))
  return browsers.map((browser, index) => ({ browser, challenge: sessions[index]!.challenge! }))
}

describe('two server processes on one database', () => {
  it('P01: accept one code of an app once when five browsers type it fifty times at once', async () => {
    const { address, hands } = await bound('totp')
    const waiting = await five(address)
    const code = await hands.code()
    const codes = await atOnce(50, (index) => {
      const { browser, challenge } = waiting[index % waiting.length]!
      return codeOf(answer(browser, challenge, 'totp', code))
    })
    const { ok, ...lost } = tally(codes)
    expect(ok).toBe(1)
    expect(Object.keys(lost).filter((one) => one !== 'code.used' && one !== 'challenge.over')).toEqual([])
  })

  it('P01: accept one recovery code once when five browsers type it at once', async () => {
    const { address, browser } = await bound('totp')
    const { codes } = await browser.call('POST /api/recovery-codes', { input: {} })
    const waiting = await five(address)
    const outcomes = await Promise.all(
      waiting.map((one) => codeOf(answer(one.browser, one.challenge, 'recovery', codes[0]!))),
    )
    const { ok, ...lost } = tally(outcomes)
    expect(ok).toBe(1)
    expect(Object.keys(lost).filter((one) => one !== 'code.used' && one !== 'code.wrong')).toEqual([])
    const recovery = (await accountOf(town, address)).bindings.find(({ kind }) => kind === 'recovery')
    expect(recovery?.unused).toHaveLength(codes.length - 1)
  })

  it('P01: accept one mailed code once when it is sent fifty times at once', async () => {
    const { address, hands } = await bound('email')
    const browser = town.browser()
    const { challenge } = await signInAnew(browser, address)
    await send(browser, challenge!, 'email')
    const code = await hands.code()
    const pair = twins(browser)
    const codes = await atOnce(50, (index) => codeOf(answer(pair[index % 2]!, challenge!, 'email', code)))
    expect(tally(codes)).toEqual({ ok: 1, 'challenge.over': 49 })
  })

  it('bind once when a right code for a new binding is sent twenty times at once', async () => {
    const address = await town.user(`race-${(made += 1)}`)
    const browser = town.browser()
    await signInAnew(browser, address)
    const challenge = await browser.call('POST /api/bindings', { input: { kind: 'email' } })
    const hands = handsOf(outside(), 'email', 'race')
    await hands.open(browser, challenge)
    const code = await hands.code()
    const pair = twins(browser)
    const codes = await atOnce(20, (index) => codeOf(answer(pair[index % 2]!, challenge, 'email', code)))
    expect(codes.filter((one) => one === 'ok')).toHaveLength(1)
    expect((await accountOf(town, address)).bindings.map(({ kind }) => kind)).toEqual(['email'])
  })

  it('let one of two browsers change a binding when both have proved and both bring a new one', async () => {
    const { address, browser, hands } = await bound('totp')
    const mail = handsOf(outside(), 'email', 'race')
    await bindWith(browser, mail)
    const other = town.browser(1)
    await prove(other, (await signInAnew(other, address)).challenge, mail)
    const first = await prove(browser, await beginChange(browser, 'rebind', 'totp'), hands)
    const second = await prove(other, await beginChange(other, 'rebind', 'totp'), mail)
    const outcomes = await Promise.all([
      codeOf(handsOf(outside(), 'totp', 'a').fill(browser, first.challenge!)),
      codeOf(handsOf(outside(), 'totp', 'b').fill(other, second.challenge!)),
    ])
    expect(outcomes.filter((one) => one === 'ok')).toHaveLength(1)
    const kinds = (await accountOf(town, address)).bindings.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'totp')).toHaveLength(1)
  })
})
