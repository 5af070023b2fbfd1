import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals'
import type { SmsFault } from '../standins/sms/faults.ts'
import { startSms, type SmsStandin } from '../standins/sms/start.ts'
import { code, connect, notice, number, providerNames } from './sms-fixture.ts'

let standin: SmsStandin
const written: string[] = []

const listen = (stream: NodeJS.WriteStream) =>
  jest.spyOn(stream, 'write').mockImplementation((text) => Boolean(written.push(String(text))))

beforeAll(async () => {
  standin = await startSms()
})
beforeEach(async () => {
  await standin.reset()
  written.length = 0
  for (const stream of [process.stdout, process.stderr]) listen(stream)
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    jest.spyOn(console, level).mockImplementation((...said) => void written.push(inspect(said)))
})
afterEach(() => void jest.restoreAllMocks())
afterAll(() => standin.stop())

const bare = number.replace('+86', '')
const secrets = () => {
  const settings = standin.environment('aliyun', 'tencent')
  const keys = ['ALIYUN_ACCESS_KEY_SECRET', 'TENCENT_SECRET_KEY', 'ALIYUN_ACCESS_KEY_ID', 'TENCENT_SECRET_ID'] as const
  return [bare, code.value, notice.value, encodeURIComponent(notice.value), ...keys.map((name) => settings[name]!)]
}

const faults: SmsFault[] = [
  { kind: 'broken', status: 500 },
  { kind: 'notJson' },
  { kind: 'http', status: 200 },
  { kind: 'hang' },
  { kind: 'reset' },
  { kind: 'resetBeforeBody' },
  { kind: 'truncateJson' },
  { kind: 'code', code: 'isv.BUSINESS_LIMIT_CONTROL' },
  // Providers that repeat what was sent where a code should be.
  { kind: 'code', code: bare },
  { kind: 'code', code: `isv.REFUSED ${code.value}` },
]

it.each(faults)('Q14: neither number, code nor key is in an event or on the terminal under %o', async (fault) => {
  const { texter, events } = connect(standin, ['aliyun'])
  const other = connect(standin, ['tencent'])
  await standin.fault(fault)
  const deliveries = await Promise.all(
    [code, notice].flatMap((message) => [texter.send(message), other.texter.send(message)]),
  )
  const all = [...events, ...other.events]
  expect(all).toHaveLength(4)
  expect(
    all.flatMap((event) => Object.keys(event)).filter((key) => !['provider', 'is', 'why', 'code'].includes(key)),
  ).toEqual([])
  const said = inspect([deliveries, all], { depth: 20, showHidden: true }) + JSON.stringify(all) + written.join('\n')
  for (const secret of secrets()) expect(said).not.toContain(secret)
})

it.each(providerNames)(
  'Q14: a provider that is not there, and a key that is wrong, tell nothing of what was meant for %s',
  async (name) => {
    const wrong = 'wrong0key0of0the0operator'
    const changes = { ALIYUN_ACCESS_KEY_SECRET: wrong, TENCENT_SECRET_KEY: wrong }
    const closed = { ALIYUN_SMS_BASE_URL: 'http://127.0.0.1:9', TENCENT_SMS_BASE_URL: 'http://127.0.0.1:9' }
    const clients = [connect(standin, [name], changes), connect(standin, [name], closed)]
    for (const { texter } of clients) await texter.send(code)
    const events = clients.flatMap((client) => client.events)
    expect(events).toHaveLength(2)
    const said = JSON.stringify(events) + written.join('\n')
    for (const secret of [...secrets(), wrong]) expect(said).not.toContain(secret)
  },
)
