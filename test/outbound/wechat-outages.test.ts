import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import type { FaultRequest } from '../standins/wechat/faults.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'
import { connect, data, failureOf, identifyPath, page, startStandin, templateId } from './wechat-fixture.ts'
import type { Client } from './wechat-fixture.ts'
import { silentListener } from './silent-listener.ts'

let standin: WechatStandin
let client: Client
let openid: string
const identify = async () => client.wechat.identify(await standin.control.phone('li').login())
const picture = () => client.wechat.miniProgramCode('ticket', page)
const notify = () => client.wechat.notify(openid, templateId, page, data)

/** How long the call took to fail, in milliseconds, and its code. */
async function timed(call: Promise<unknown>) {
  const start = performance.now()
  const { code } = await failureOf(call)
  return { code, ms: performance.now() - start }
}

beforeAll(async () => {
  standin = await startStandin()
})
beforeEach(async () => {
  await standin.control.reset()
  client = connect(standin)
  openid = (await standin.control.phone('li').set()).openid
  await standin.control.phone('li').subscribe(templateId)
})
afterAll(() => standin.stop())

it.each<[string, FaultRequest]>([
  ['never answers', { kind: 'hang' }],
  ['answers too late', { kind: 'delay', ms: 6_000 }],
  ['drips two bytes a second', { kind: 'slowBody', bytesPerSecond: 2 }],
])('4: when it %s, every call ends within 5 s as unavailable', async (_, fault) => {
  await picture()
  await standin.control.fault(fault)
  for (const { code, ms } of await Promise.all([identify(), picture(), notify()].map(timed))) {
    expect(code).toBe('wechat.unavailable')
    expect(ms).toBeLessThan(5_000)
  }
  expect(client.events).toHaveLength(3)
  expect(await standin.control.calls(identifyPath)).toHaveLength(1)
})

it('a token that never comes counts into the 5 s of every call that waits for it', async () => {
  await standin.control.fault({ kind: 'hang', path: '/cgi-bin/stable_token' })
  const waiting = [timed(picture()), new Promise((resolve) => setTimeout(resolve, 2_000)).then(() => timed(notify()))]
  for (const { code, ms } of await Promise.all(waiting)) {
    expect(code).toBe('wechat.unavailable')
    expect(ms).toBeLessThan(5_000)
  }
})

it.each<[string, FaultRequest]>([
  ['the connection is reset', { kind: 'resetBeforeBody' }],
  ['the JSON is cut', { kind: 'truncateJson' }],
  ['a 502 page of HTML comes', { kind: 'notJson' }],
  ['status 500 comes', { kind: 'http', status: 500 }],
  ['status 503 comes', { kind: 'http', status: 503 }],
  ['status 429 comes', { kind: 'http', status: 429 }],
  ['a page comes with status 200', { kind: 'http', status: 200 }],
  ['5 MB come', { kind: 'huge' }],
  ['nothing comes', { kind: 'emptyBody' }],
  ['a captive portal redirects', { kind: 'redirect', location: 'http://portal.invalid/' }],
])('12: when %s, every call is unavailable, and the next one well again', async (_, fault) => {
  await picture()
  await standin.control.fault(fault)
  // Cut or not, a picture begins like one: nothing but the length, which HTTP has checked, says that bytes are missing.
  const calls = fault.kind === 'truncateJson' ? [identify, notify] : [identify, picture, notify]
  for (const call of calls) expect((await failureOf(call())).code).toBe('wechat.unavailable')
  expect(client.events.map((event) => event.level)).toEqual(calls.map(() => 'warn'))
  await standin.control.clearFaults()
  await expect(Promise.all([identify(), picture()])).resolves.toBeDefined()
})

it('12: 5 MB inside a small gzip are not unpacked', async () => {
  await picture()
  await standin.control.fault({ kind: 'huge' })
  await standin.control.fault({ kind: 'gzip' })
  expect((await failureOf(notify())).code).toBe('wechat.unavailable')
})

it('12: a redirect is not followed', async () => {
  await standin.control.fault({ kind: 'redirect', location: `${standin.url}/elsewhere`, path: identifyPath })
  await failureOf(identify())
  expect(await standin.control.calls('/elsewhere')).toEqual([])
})

it.each<FaultRequest>([
  { kind: 'bom' },
  { kind: 'gzip' },
  { kind: 'wrongContentType' },
  { kind: 'slowBody', bytesPerSecond: 40_000 },
  { kind: 'delay', ms: 300 },
])('12: what can be read is read: %o', async (fault) => {
  await standin.control.fault({ ...fault, path: identifyPath })
  expect(await identify()).toEqual({ openid })
})

it('12: an error number in quotes is the same error', async () => {
  const code = await standin.control.phone('li').login()
  await standin.control.advance(301_000)
  await standin.control.fault({ kind: 'errcodeAsString' })
  expect(await failureOf(client.wechat.identify(code))).toMatchObject({ code: 'wechat.code', errcode: 40029 })
})

it('12: a picture that is JSON is unavailable', async () => {
  await standin.control.fault({ kind: 'jsonInImage', path: '/wxa/getwxacodeunlimit' })
  expect(await failureOf(picture())).toMatchObject({ code: 'wechat.unavailable', errcode: -1 })
})

it('12: the second copy of an answer is never taken for the next user’s', async () => {
  await standin.control.fault({ kind: 'duplicateAnswer', path: identifyPath })
  for (const name of ['li', 'wang', 'zhao']) {
    const phone = standin.control.phone(name)
    expect(await client.wechat.identify(await phone.login())).toEqual({ openid: (await phone.set()).openid })
  }
})

it('an error number that nobody knows is unavailable and logged', async () => {
  await standin.control.fault({ kind: 'errcode', errcode: 99_999, errmsg: 'news' })
  expect(await failureOf(identify())).toMatchObject({ code: 'wechat.unavailable', errcode: 99_999 })
  expect(client.events).toEqual([expect.objectContaining({ level: 'warn', errcode: 99_999 })])
})

it('a closed port is unavailable at once', async () => {
  const { port, stop } = await silentListener()
  stop()
  client = connect(standin, { baseUrl: `http://127.0.0.1:${port}` })
  const { code, ms } = await timed(identify())
  expect(code).toBe('wechat.unavailable')
  expect(ms).toBeLessThan(1_000)
  expect(client.events).toEqual([{ level: 'warn', api: identifyPath, reason: 'ECONNREFUSED' }])
})

it('a TLS handshake that never ends is given up after the time to connect', async () => {
  const { port, stop } = await silentListener()
  client = connect(standin, { baseUrl: `https://127.0.0.1:${port}` })
  const { ms } = await timed(identify())
  stop()
  expect(client.events).toEqual([{ level: 'warn', api: identifyPath, reason: 'CONNECT_TIMEOUT' }])
  expect(ms).toBeGreaterThan(1_900)
  expect(ms).toBeLessThan(3_000)
})

it('a proxy in the environment is not asked', async () => {
  const { port, stop } = await silentListener()
  process.env.http_proxy = `http://127.0.0.1:${port}`
  try {
    expect(await identify()).toEqual({ openid })
  } finally {
    delete process.env.http_proxy
    stop()
  }
})
