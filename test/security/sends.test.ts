import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import type { Browser } from '../actors/browser.ts'
import { problemOf } from '../actors/browser.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { answer, bindWith, handsOf, newNumber, prove, send, type Hands, type Typed } from '../actors/hands.ts'
import { signInAnew, type Challenge } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'

let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld({ TRUSTED_PROXIES: '127.0.0.1', MAIL_DOMAINS: 'cqu.edu.cn, alumni.cqu.cn' })
})
beforeEach(async () => {
  await Promise.all([world.smtp.clearFaults(), world.sms.clearFaults()])
})
afterAll(() => world.stop())

let networks = 0
/** Of a network of its own, so that nobody counts against anybody. */
const newcomer = () => world.browser({ headers: { 'x-forwarded-for': `101.2.${(networks += 1)}.1` } })

interface Waiting {
  address: string
  browser: Browser
  hands: Hands
  challenge: Challenge
}

let made = 0

/** A bound account, and a browser that has shown the password only; a known one unless told otherwise. */
async function waiting(kind: Typed, isKnown = true): Promise<Waiting> {
  const address = await world.user(`send-${(made += 1)}`)
  const owner = newcomer()
  await signInAnew(owner, address)
  const hands = handsOf(world, kind, 'send')
  await bindWith(owner, hands)
  await owner.call('DELETE /api/session')
  await world.deliver()
  // A person does not sign in within the minute.
  world.clock.advance(limits.resendAfter)
  const browser = isKnown ? owner : newcomer()
  return { address, browser, hands, challenge: (await signInAnew(browser, address)).challenge! }
}

async function binding(kind: Typed) {
  const address = await world.user(`send-${(made += 1)}`)
  const browser = newcomer()
  await signInAnew(browser, address)
  return { address, browser, challenge: await browser.call('POST /api/bindings', { input: { kind } }) }
}

const sentOf = ({ prompts }: Challenge) => prompts.flatMap((one) => (one.shape === 'code' ? [one.sent] : []))[0]

describe('a message with a code', () => {
  it('P02: does not give the tries back, and kills the code before it', async () => {
    const { browser, hands, challenge } = await waiting('email')
    await send(browser, challenge, 'email')
    const first = await hands.code()
    const wrong = first === '000000' ? '000001' : '000000'
    for (let times = 0; times < 2; times += 1) await codeOf(answer(browser, challenge, 'email', wrong))
    world.clock.advance(limits.resendAfter + 1_000)
    await send(browser, challenge, 'email')
    const asked = await browser.send('POST', '/api/challenge/answer', {
      challenge: challenge.id,
      kind: 'email',
      code: first,
    })
    expect(problemOf(asked)).toMatchObject({ code: 'code.wrong', triesLeft: limits.triesBeforeRest - 3 })
    expect(await answer(browser, challenge, 'email', await hands.code())).toMatchObject({ state: 'signed-in' })
  })

  it('P03: is used up by its first use', async () => {
    const { address, browser, hands, challenge } = await waiting('email')
    await prove(browser, challenge, hands)
    const used = await hands.code()
    await browser.call('DELETE /api/session')
    const { challenge: next } = await signInAnew(browser, address)
    expect(await codeOf(answer(browser, next!, 'email', used))).toBe('code.none')
  })

  it('is not sent twice within a minute, however often and from however many tabs it is asked for', async () => {
    const { browser, hands, challenge } = await waiting('sms')
    const before = (await world.sms.sent(`+86${hands.target}`)).length
    const codes = await Promise.all([1, 2, 3, 4, 5].map(() => codeOf(send(browser, challenge, 'sms'))))
    expect(codes.sort()).toEqual(['ok', 'throttle.wait', 'throttle.wait', 'throttle.wait', 'throttle.wait'])
    expect(await world.sms.sent(`+86${hands.target}`)).toHaveLength(before + 1)
  })

  it('says when it may be asked for again, and how long it is good for', async () => {
    const { browser, challenge } = await waiting('email')
    const sent = sentOf(await send(browser, challenge, 'email'))!
    expect(Date.parse(sent.resendAt) - Date.parse(sent.at)).toBe(limits.resendAfter)
    expect(Date.parse(sent.until) - Date.parse(sent.at)).toBe(limits.sentCodeLife)
  })

  it('is ready for a clock that jumps: a code of the future is not good for longer', async () => {
    const { browser, hands, challenge } = await waiting('email')
    await send(browser, challenge, 'email')
    world.clock.advance(limits.sentCodeLife)
    expect(await codeOf(answer(browser, challenge, 'email', await hands.code()))).toBe('code.expired')
  })
})

describe('what a provider does', () => {
  const faults = [
    ['greylisting', 'failed', { at: 'rcpt', do: 'reply', code: 451 }],
    ['no such mailbox', 'failed', { at: 'rcpt', do: 'reply', code: 550 }],
    ['a refusal of the whole mail', 'failed', { at: 'data', do: 'reply', code: 554 }],
    ['silence after the whole mail', 'unknown', { at: 'data', do: 'hang' }],
  ] as const

  it.each(faults)('mail, %s: %s, told within five seconds, and every other way stays open', async (_, state, fault) => {
    const { browser, challenge } = await waiting('email')
    await world.smtp.fault(fault)
    const start = performance.now()
    expect(sentOf(await send(browser, challenge, 'email'))).toMatchObject({ state })
    expect(performance.now() - start).toBeLessThan(5_500)
    expect(await browser.call('GET /api/challenge')).toMatchObject({ status: 'pending' })
  })

  it('SMS, flow control with HTTP 200: it is no success', async () => {
    const { browser, challenge } = await waiting('sms')
    await world.sms.fault({ kind: 'code', code: 'isv.BUSINESS_LIMIT_CONTROL' })
    expect(sentOf(await send(browser, challenge, 'sms'))).toMatchObject({ state: 'failed' })
  })

  it('SMS, no answer in time: not known, and not sent again within a minute', async () => {
    const { browser, hands, challenge } = await waiting('sms')
    const before = (await world.sms.calls()).length
    await world.sms.fault({ kind: 'hang' })
    expect(sentOf(await send(browser, challenge, 'sms'))).toMatchObject({ state: 'unknown' })
    expect(await codeOf(send(browser, challenge, 'sms'))).toBe('throttle.wait')
    expect((await world.sms.calls()).length).toBe(before + 1)
    // It had left after all.
    expect(await answer(browser, challenge, 'sms', await hands.code())).toMatchObject({ state: 'signed-in' })
  })
})

describe('the budgets', () => {
  it('let an account have five messages an hour from a known browser, and two from unknown ones', async () => {
    const { address, browser, challenge } = await waiting('email')
    const outcomes: string[] = []
    for (let at = 0; at < limits.sendsPerHour; at += 1) {
      outcomes.push(await codeOf(send(browser, challenge, 'email')))
      world.clock.advance(limits.resendAfter)
    }
    // The bind was the first of the hour.
    expect(outcomes).toEqual(['ok', 'ok', 'ok', 'ok', 'send.limit'])
    const stranger = newcomer()
    const { challenge: asked } = await signInAnew(stranger, address)
    expect(await codeOf(send(stranger, asked!, 'email'))).toBe('send.limit')
  })

  it('keep the code good that was sent before the one they refuse', async () => {
    const { browser, hands, challenge } = await waiting('email')
    for (let at = 1; at < limits.sendsPerHour; at += 1) {
      await send(browser, challenge, 'email')
      world.clock.advance(limits.resendAfter)
    }
    const good = await hands.code()
    expect(await codeOf(send(browser, challenge, 'email'))).toBe('send.limit')
    expect(await answer(browser, challenge, 'email', good)).toMatchObject({ state: 'signed-in' })
  })

  it('P08: a message that is held back because others sent to the same number looks like one that left', async () => {
    const number = newNumber()
    const attempt = async () => {
      const { browser, challenge } = await binding('sms')
      const start = performance.now()
      const { prompts } = await send(browser, challenge, 'sms', number)
      const [prompt] = prompts.filter(({ shape }) => shape === 'code')
      const { sent, ...shown } = prompt as Extract<typeof prompt, { shape: 'code' }>
      return { shown, state: sent?.state, took: performance.now() - start }
    }
    world.app.services.settings.sendAnswersMs = limits.sendAnswersAfter
    const all = []
    for (let at = 0; at < limits.sendsPerHour + 2; at += 1) all.push(await attempt())
    expect(await world.sms.sent(`+86${number}`)).toHaveLength(limits.sendsPerHour)
    expect(new Set(all.map(({ shown, state }) => JSON.stringify({ shown, state }))).size).toBe(1)
    expect(all.every(({ took }) => took >= limits.sendAnswersAfter - 5)).toBe(true)
  })
})
