import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals'
import type { WechatStandin } from '../standins/wechat/start.ts'
import {
  connect,
  data,
  failureOf,
  notifyPath,
  page,
  picturePath,
  startStandin,
  templateId,
  tokenPath,
} from './wechat-fixture.ts'
import type { Client } from './wechat-fixture.ts'

let standin: WechatStandin
let client: Client
const picture = ({ wechat }: Client = client) => wechat.miniProgramCode('ticket', page)
const count = async (path: string) => (await standin.control.calls(path)).length

beforeAll(async () => {
  standin = await startStandin()
})
beforeEach(async () => {
  await standin.control.reset()
  client = connect(standin)
})
afterEach(() => {
  jest.restoreAllMocks()
})
afterAll(() => standin.stop())

it('the token is fetched once for many calls, also when they come at the same time', async () => {
  await Promise.all(Array.from({ length: 10 }, () => picture()))
  await picture()
  expect([await count(tokenPath), await count(picturePath)]).toEqual([1, 11])
})

it('the token is asked for in normal mode, with the secret in the body and not in the address', async () => {
  await picture()
  const [call] = await standin.control.calls(tokenPath)
  expect(call?.query).toEqual({})
  expect(JSON.parse(call?.body ?? '')).toMatchObject({ force_refresh: false, secret: standin.secret })
})

it('the token is replaced 300 s before it ends, not earlier', async () => {
  const start = Date.now()
  await picture()
  const passed = jest.spyOn(Date, 'now')
  passed.mockImplementation(() => start + (7_200 - 302) * 1_000)
  await picture()
  expect(await count(tokenPath)).toBe(1)
  passed.mockImplementation(() => start + (7_200 - 298) * 1_000)
  await picture()
  expect(await count(tokenPath)).toBe(2)
  const used = (await standin.control.calls(picturePath)).map((call) => call.query.access_token)
  expect(used[1]).toBe(used[0])
  expect(used[2]).not.toBe(used[0])
})

it('5: a token expired under 20 calls at once, it is fetched once more and all succeed', async () => {
  await picture()
  await standin.control.advance(7_201_000)
  await Promise.all(Array.from({ length: 20 }, () => picture()))
  expect([await count(tokenPath), await count(picturePath)]).toEqual([2, 1 + 20 + 20])
  expect(client.events).toEqual([])
})

it('6: a token killed by another process in the middle of a call, it is replaced and the call repeated once', async () => {
  await picture()
  await standin.control.fault({ kind: 'tokenKilledMidFlight', path: picturePath, times: 1 })
  await picture()
  expect((await standin.control.calls(picturePath)).map((call) => call.errcode)).toEqual([undefined, 40001, undefined])
  expect(client.events).toEqual([])
})

it.each([40001, 40014, 42001])(
  '7: a token refused for ever (%d), there are two calls and one alarm',
  async (errcode) => {
    await standin.control.fault({ kind: 'errcode', errcode, path: picturePath })
    expect(await failureOf(picture())).toMatchObject({ code: 'wechat.unavailable', errcode })
    expect(await count(picturePath)).toBe(2)
    expect(client.events).toEqual([expect.objectContaining({ level: 'alarm', api: picturePath, errcode })])
  },
)

it('8: two processes get the same token with at most one request each', async () => {
  const other = connect(standin)
  await Promise.all([picture(), picture(other), picture(), picture(other)])
  expect(await count(tokenPath)).toBe(2)
  const used = (await standin.control.calls(picturePath)).map((call) => call.query.access_token)
  expect(new Set(used).size).toBe(1)
})

it('8: two processes agree again after a forced refresh', async () => {
  const other = connect(standin)
  await Promise.all([picture(), picture(other)])
  await standin.control.fault({ kind: 'tokenKilledMidFlight', path: picturePath, times: 1 })
  await picture()
  await picture(other)
  const used = (await standin.control.calls(picturePath)).map((call) => call.query.access_token)
  expect(used.at(-1)).toBe(used.at(-3))
  expect(await count(tokenPath)).toBe(4)
})

it('9: system error twice and then well succeeds, for the token, a picture and a message', async () => {
  for (const path of [tokenPath, picturePath, notifyPath]) {
    await standin.control.fault({ kind: 'errcode', errcode: -1, path, times: 2 })
  }
  const phone = standin.control.phone('li')
  const { openid } = await phone.set()
  await phone.subscribe(templateId)
  await picture()
  expect(await client.wechat.notify(openid, templateId, page, data)).toBe('sent')
  expect([await count(tokenPath), await count(picturePath), await count(notifyPath)]).toEqual([3, 3, 3])
  expect(client.events).toEqual([])
})

it('9: system error for ever ends after two more tries', async () => {
  await standin.control.fault({ kind: 'errcode', errcode: -1, path: picturePath })
  expect(await failureOf(picture())).toMatchObject({ code: 'wechat.unavailable', errcode: -1 })
  expect(await count(picturePath)).toBe(3)
})

it('9: system error of the token for ever is not multiplied by the call that needs it', async () => {
  await standin.control.fault({ kind: 'errcode', errcode: -1, path: tokenPath })
  await failureOf(picture())
  expect([await count(tokenPath), await count(picturePath)]).toEqual([3, 0])
})

it('a wrong secret is an alarm after one request, and never a loop', async () => {
  client = connect(standin, { secret: 'not-the-secret' })
  expect(await failureOf(picture())).toMatchObject({ code: 'wechat.unavailable', errcode: 40125 })
  expect([await count(tokenPath), await count(picturePath)]).toEqual([1, 0])
  expect(client.events).toEqual([expect.objectContaining({ level: 'alarm', api: tokenPath, errcode: 40125 })])
})

it('a failed fetch of the token is not remembered', async () => {
  await standin.control.fault({ kind: 'http', status: 503, path: tokenPath, times: 1 })
  await failureOf(picture())
  await expect(picture()).resolves.toBeDefined()
})

it('an address outside the white list is an alarm', async () => {
  await standin.control.setApp({ ipWhitelist: ['192.0.2.1'] })
  expect((await failureOf(picture())).errcode).toBe(40164)
  expect(client.events).toEqual([expect.objectContaining({ level: 'alarm', errcode: 40164 })])
})
