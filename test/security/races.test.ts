import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from '../actors/browser.ts'
import { approvedBind, approvedLogin, bind, linkOf, signIn, typeCode } from '../actors/journeys.ts'
import { codeOf, tally } from '../actors/outcome.ts'
import { accountOf, auditOf, sessionOf } from '../actors/records.ts'
import { startTown, type Town } from '../actors/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown(2)
})
afterAll(() => town.stop())

const both = [0, 1] as const

/** The same browser, its requests served by either process. */
function twins(browser: Browser): [Browser, Browser] {
  const [first, second] = both.map((at) => {
    const twin = town.browser(at)
    twin.setCookies(browser.cookies())
    return twin
  })
  return [first!, second!]
}

const atOnce = <T>(count: number, act: (at: 0 | 1, index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => act(both[index % 2]!, index)))

describe('two server processes on one database', () => {
  it('Q05: make exactly one session of fifty redeems of one approval', async () => {
    const address = await town.user('redeemer')
    const phone = town.phone('redeemer')
    await bind(town.browser(), phone, address)
    const browser = town.browser(1)
    const { challenge } = await approvedLogin(browser, phone, address)
    const pair = twins(browser)
    const input = { challenge: challenge.id }
    const codes = await atOnce(50, (at) => codeOf(pair[at].call('POST /api/challenge/redeem', { input })))
    expect(tally(codes)).toEqual({ ok: 1, 'challenge.over': 49 })
    const { _id } = await accountOf(town, address)
    const finished = (await auditOf(town, _id)).filter(({ type }) => type === 'login.succeeded')
    expect(finished.map(({ method }) => method).sort()).toEqual(['password', 'scan'])
  })

  it('R1, P01: accept one code once when five browsers type it fifty times at once', async () => {
    const address = await town.user('typist')
    const phone = town.phone('typist')
    await bind(town.browser(), phone, address)
    const browsers = both.flatMap((at) => [town.browser(at), town.browser(at)]).concat(town.browser())
    const sessions = await Promise.all(browsers.map((browser) => signIn(browser, address)))
    const code = await phone.code()
    const codes = await atOnce(50, (_, index) => {
      const which = index % browsers.length
      return codeOf(typeCode(browsers[which]!, sessions[which]!.challenge, code))
    })
    const { ok, ...lost } = tally(codes)
    expect(ok).toBe(1)
    expect(Object.keys(lost).filter((one) => one !== 'code.used' && one !== 'challenge.over')).toEqual([])
    const again = town.browser()
    const { challenge } = await signIn(again, address)
    expect(await codeOf(typeCode(again, challenge, code))).toBe('code.used')
  })
})

describe('approve and deny at once', () => {
  it('Q21: end in one state that stays, and a denial is never turned into a sign-in', async () => {
    const address = await town.user('undecided')
    const phones = both.map((at) => town.phone('undecided', at))
    await bind(town.browser(), phones[0]!, address)
    for (const round of [1, 2, 3]) {
      const browser = town.browser(round % 2)
      const { challenge } = await signIn(browser, address)
      const scanned = await phones[0]!.scan(linkOf(challenge))
      await phones[1]!.open()
      const answers = await atOnce(8, (at, index) =>
        codeOf(phones[at]!.answer(scanned, index < 4 ? 'approve' : 'deny')),
      )
      const { status } = (await sessionOf(town, address)).challenge!
      const isDenied = answers.slice(4).includes('ok')
      expect(status).toBe(isDenied ? 'denied' : 'approved')
      expect(isDenied ? await codeOf(phones[0]!.answer(scanned, 'approve')) : 'scan.used').toBe('scan.used')
      const input = { challenge: challenge!.id }
      const end = await codeOf(browser.call('POST /api/challenge/redeem', { input }))
      expect(end).toBe(isDenied ? 'challenge.over' : 'ok')
    }
  })
})

describe('a race to bind', () => {
  it('R1: the first of ninety numbers decides, and being wrong it ends the bind', async () => {
    const address = await town.user('numbers')
    const browser = town.browser()
    const { challenge, number } = await approvedBind(browser, town.phone('numbers'), address)
    const pair = twins(browser)
    const all = Array.from({ length: 90 }, (_, index) => String(10 + index)).filter((one) => one !== number)
    const codes = await atOnce(90, (at, index) => {
      const input = { challenge: challenge.id, number: all[index] ?? number }
      return codeOf(pair[at].call('POST /api/challenge/redeem', { input }))
    })
    expect(tally(codes)).toEqual({ 'number.wrong': 1, 'challenge.over': 89 })
    expect((await accountOf(town, address)).bindings).toEqual([])
  })

  it('Q09: one of six phones takes the QR that all scan at once', async () => {
    const address = await town.user('crowd')
    const browser = town.browser()
    await signIn(browser, address)
    const challenge = await browser.call('POST /api/bindings', { input: { kind: 'wechat' } })
    const phones = await atOnce(6, async (at, index) => {
      const phone = town.phone(`crowd-${index}`, at)
      await phone.open()
      return phone
    })
    const codes = await Promise.all(phones.map((phone) => codeOf(phone.scan(linkOf(challenge)))))
    expect(tally(codes)).toEqual({ ok: 1, 'scan.other-phone': 5 })
  })

  it('Q16: two browsers of one account that finish their first bind at once leave one binding', async () => {
    const address = await town.user('double')
    const browsers = both.map((at) => town.browser(at))
    const ready = []
    for (const at of both) ready.push(await approvedBind(browsers[at]!, town.phone(`double-${at}`, at), address))
    const inputs = ready.map(({ challenge, number }) => ({ challenge: challenge.id, number }))
    const codes = await atOnce(2, (at) =>
      codeOf(browsers[at]!.call('POST /api/challenge/redeem', { input: inputs[at]! })),
    )
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
    expect((await accountOf(town, address)).bindings).toHaveLength(1)
    const other = browsers[codes.indexOf('ok') === 0 ? 1 : 0]!
    expect(await codeOf(other.call('GET /api/bindings'))).toBe('session.ended')
  })
})

describe('a hundred guesses at once', () => {
  it('R5: five of them count, then the method rests and refuses even the right code', async () => {
    const address = await town.user('guesser')
    const phone = town.phone('guesser')
    await bind(town.browser(), phone, address)
    const browser = town.browser()
    const { challenge } = await signIn(browser, address)
    const valid = await phone.codes()
    const wrong = Array.from({ length: 120 }, (_, index) => String(100_000 + index)).filter(
      (one) => !valid.includes(one),
    )
    const pair = twins(browser)
    const codes = await atOnce(100, (at, index) => codeOf(typeCode(pair[at], challenge, wrong[index]!)))
    // Which of the five is told of the rest depends on who is counted last; the others are told that they were wrong.
    const { 'code.wrong': told = 0, 'throttle.wait': rested = 0 } = tally(codes)
    expect(told + rested).toBe(100)
    expect(told).toBeLessThan(5)
    const { _id } = await accountOf(town, address)
    expect((await auditOf(town, _id)).filter(({ type }) => type === 'login.failed')).toHaveLength(5)
    expect(await codeOf(typeCode(browser, challenge, await phone.code()))).toBe('throttle.wait')
  })
})
