import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { ProviderName } from '../standins/sms/accounts.ts'
import type { SmsFault } from '../standins/sms/faults.ts'
import { startSms, type SmsStandin } from '../standins/sms/start.ts'
import { code, connect, orders, timed } from './sms-fixture.ts'
import { silentListener } from './silent-listener.ts'

let standin: SmsStandin

beforeAll(async () => {
  standin = await startSms()
})
beforeEach(() => standin.reset())
afterAll(() => standin.stop())

const urlOf = { aliyun: 'ALIYUN_SMS_BASE_URL', tencent: 'TENCENT_SMS_BASE_URL' } as const
const down = { is: 'refused', why: 'down' } as const
const unknown = { is: 'unknown' } as const

describe.each(orders)('%s first, %s second', (first, second) => {
  const alone = async (fault: SmsFault) => {
    await standin.fault({ ...fault, provider: first })
    const one = connect(standin, [first])
    const delivery = await one.texter.send(code)
    return { delivery, events: one.events, calls: await standin.calls() }
  }

  it.each<[string, SmsFault, string]>([
    ['answers 500 in its own words', { kind: 'broken', status: 500 }, 'HTTP_500'],
    ['answers 503 in its own words', { kind: 'broken', status: 503 }, 'HTTP_503'],
    ['answers 502 with a page', { kind: 'notJson' }, 'HTTP_502'],
    ['answers 504 with a page', { kind: 'http', status: 504 }, 'HTTP_504'],
  ])('when the first %s, the second is asked', async (_, fault, reason) => {
    const { delivery, calls } = await alone(fault)
    expect(delivery).toEqual(down)
    expect(calls).toHaveLength(1)
    const { texter, events } = connect(standin, [first, second])
    expect(await texter.send(code)).toEqual({ is: 'sent' })
    expect(events).toEqual([{ provider: first, ...down, code: reason }])
    expect(await standin.sent()).toMatchObject([{ provider: second }])
  })

  it.each<[string, SmsFault, number]>([
    ['resets the connection', { kind: 'reset' }, 1],
    ['resets it after the head of the answer', { kind: 'resetBeforeBody' }, 1],
    ['cuts its answer', { kind: 'truncateJson' }, 1],
    ['answers nothing', { kind: 'emptyBody' }, 1],
    ['answers 200 with a page', { kind: 'http', status: 200 }, 0],
    ['answers in its own words without a code', { kind: 'code', code: '' }, 0],
  ])('when the first %s, the message may have gone: nobody is asked again', async (_, fault, gone) => {
    await standin.fault({ ...fault, provider: first })
    const { texter, events } = connect(standin, [first, second])
    const { delivery, ms } = await timed(texter.send(code))
    expect(delivery).toEqual(unknown)
    expect(ms).toBeLessThan(1_000)
    expect(events).toMatchObject([{ provider: first, is: 'unknown' }])
    expect(await standin.calls()).toHaveLength(1)
    expect(await standin.sent()).toHaveLength(gone)
  })

  it.each<[string, SmsFault]>([
    ['429 with a page', { kind: 'http', status: 429 }],
    ['403 with a page', { kind: 'http', status: 403 }],
  ])('when the first answers %s, that is a refusal', async (_, fault) => {
    await standin.fault({ ...fault, provider: first })
    const { texter } = connect(standin, [first, second])
    expect(await texter.send(code)).toEqual(down)
    expect(await standin.calls()).toHaveLength(1)
  })

  it('flow control under status 200 is no way to the second', async () => {
    const { texter, events } = connect(standin, [first, second])
    expect(await texter.send(code)).toEqual({ is: 'sent' })
    expect(await texter.send(code)).toEqual({ is: 'refused', why: 'limit' })
    expect(events).toMatchObject([{ provider: first, is: 'refused', why: 'limit' }])
    expect(await standin.sent()).toMatchObject([{ provider: first }])
    expect(await standin.calls(second)).toEqual([])
  })

  it.each<[string, (port: number) => string, RegExp]>([
    ['a closed port', (port) => `http://127.0.0.1:${port}`, /^ECONNREFUSED$/],
    ['a host without address', () => 'http://sms.invalid', /^(ENOTFOUND|EAI_AGAIN)$/],
  ])('when the first is at %s, the second is asked', async (_, url, reason) => {
    const { port, stop } = await silentListener()
    stop()
    const { texter, events } = connect(standin, [first, second], { [urlOf[first]]: url(port) })
    expect(await texter.send(code)).toEqual({ is: 'sent' })
    expect(events).toEqual([{ provider: first, ...down, code: expect.stringMatching(reason) }])
    expect(await standin.sent()).toMatchObject([{ provider: second }])
  })

  it('when TLS fails at the first, the second is asked', async () => {
    const plain = standin.environment(first)[urlOf[first]]!
    const url = plain.replace('http:', 'https:')
    const { texter, events } = connect(standin, [first, second], { [urlOf[first]]: url })
    expect(await texter.send(code)).toEqual({ is: 'sent' })
    expect(events).toMatchObject([{ provider: first, ...down }])
    expect(await standin.calls(first)).toEqual([])
  })

  it('when the handshake with the first never ends, the second is asked in time', async () => {
    const { port, stop } = await silentListener()
    const { texter, events } = connect(standin, [first, second], { [urlOf[first]]: `https://127.0.0.1:${port}` })
    const { delivery, ms } = await timed(texter.send(code))
    stop()
    expect(delivery).toEqual({ is: 'sent' })
    expect(events).toEqual([{ provider: first, ...down, code: 'CONNECT_TIMEOUT' }])
    expect(ms).toBeGreaterThan(1_900)
    expect(ms).toBeLessThan(3_000)
  })

  it('when both are broken, it is down, and each was asked once', async () => {
    await standin.fault({ kind: 'broken', status: 503 })
    const { texter, events } = connect(standin, [first, second])
    expect(await texter.send(code)).toEqual(down)
    expect(events.map(({ provider }) => provider)).toEqual([first, second])
    expect(await standin.calls()).toHaveLength(2)
  })

  it('a proxy in the environment is not asked', async () => {
    const { port, stop } = await silentListener()
    process.env['http_proxy'] = `http://127.0.0.1:${port}`
    try {
      expect(await connect(standin, [first]).texter.send(code)).toEqual({ is: 'sent' })
    } finally {
      delete process.env['http_proxy']
      stop()
    }
  })
})

/** A stand-in for each, so that all wait at once. */
async function sendSlowly([first, second]: [ProviderName, ProviderName], faults: readonly SmsFault[]) {
  const own = await startSms()
  for (const fault of faults) await own.fault({ ...fault, provider: first })
  const { texter, events } = connect(own, [first, second])
  const answer = await timed(texter.send(code))
  const seen = { ...answer, events, calls: await own.calls(), sent: await own.sent(), first, second }
  await own.stop()
  return seen
}

const slow: SmsFault[] = [{ kind: 'hang' }, { kind: 'delay', ms: 6_000 }, { kind: 'slowBody', bytesPerSecond: 2 }]

it('R12: a provider that hangs, is late or drips ends within 5 s as unknown; the message is sent once only', async () => {
  const cases = orders.flatMap((order) => slow.map((fault) => sendSlowly(order, [fault])))
  for (const { delivery, ms, events, calls, sent, first } of await Promise.all(cases)) {
    expect(delivery).toEqual(unknown)
    expect(ms).toBeGreaterThan(4_000)
    expect(ms).toBeLessThan(5_000)
    expect(events).toEqual([{ provider: first, is: 'unknown', code: 'TIMEOUT' }])
    expect(calls).toHaveLength(1)
    expect(sent).toMatchObject([{ provider: first }])
  }
})

it('R12: what a slow first has used up is not there for the second', async () => {
  const cases = orders.map(async ([first, second]) => {
    const own = await startSms()
    await own.fault({ kind: 'broken', status: 503, provider: first })
    await own.fault({ kind: 'delay', ms: 3_000 })
    const { texter } = connect(own, [first, second])
    const answer = await timed(texter.send(code))
    await own.stop()
    return answer
  })
  for (const { delivery, ms } of await Promise.all(cases)) {
    expect(delivery).toEqual(unknown)
    expect(ms).toBeLessThan(5_000)
  }
})
