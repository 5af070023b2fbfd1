import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import type { WechatStandin } from '../standins/wechat/start.ts'
import { connect, failureOf, identifyPath, startStandin } from './wechat-fixture.ts'
import type { Client } from './wechat-fixture.ts'

let standin: WechatStandin
let client: Client
const phone = () => standin.control.phone('li')
const calls = () => standin.control.calls(identifyPath)

beforeAll(async () => {
  standin = await startStandin()
})
beforeEach(async () => {
  await standin.control.reset()
  client = connect(standin)
})
afterAll(() => standin.stop())

it('1: a fresh code gives the openid and nothing of the session key', async () => {
  const { openid } = await phone().set()
  expect(await client.wechat.identify(await phone().login())).toEqual({ openid })
  expect(client.events).toEqual([])
})

it('1: the unionid comes along when the app belongs to an Open Platform account', async () => {
  await standin.control.setApp({ openPlatform: 'platform' })
  const { openid, unionid } = await phone().set()
  expect(unionid).toMatch(/^o[\w-]{27}$/)
  expect(await client.wechat.identify(await phone().login())).toEqual({ openid, unionid })
})

it('2: an expired code asks for a new one, which then succeeds', async () => {
  const old = await phone().login()
  await standin.control.advance(301_000)
  expect(await failureOf(client.wechat.identify(old))).toMatchObject({ code: 'wechat.code', errcode: 40029 })
  const { openid } = await phone().set()
  expect(await client.wechat.identify(await phone().login())).toEqual({ openid })
  expect(client.events).toEqual([])
})

it('3: the same code twice at the same time is one call, both answered', async () => {
  const code = await phone().login()
  const { openid } = await phone().set()
  const answers = await Promise.all([client.wechat.identify(code), client.wechat.identify(code)])
  expect(answers).toEqual([{ openid }, { openid }])
  expect(await calls()).toHaveLength(1)
})

it('3: nothing is remembered once the call is over: the same code again is asked again, and refused', async () => {
  const code = await phone().login()
  await client.wechat.identify(code)
  expect((await failureOf(client.wechat.identify(code))).errcode).toBe(40163)
  expect(await calls()).toHaveLength(2)
})

it('3: different codes at the same time do not share a call', async () => {
  const other = standin.control.phone('wang')
  const codes = [await phone().login(), await other.login()] as const
  const [li, wang] = await Promise.all(codes.map((code) => client.wechat.identify(code)))
  expect(li).toEqual({ openid: (await phone().set()).openid })
  expect(wang).toEqual({ openid: (await other.set()).openid })
})

it('4: a lost answer is not asked for again; the code is spent, a new one succeeds', async () => {
  await standin.control.fault({ kind: 'resetBeforeBody', path: identifyPath, times: 1 })
  const code = await phone().login()
  expect((await failureOf(client.wechat.identify(code))).code).toBe('wechat.unavailable')
  expect(await calls()).toHaveLength(1)
  expect(await failureOf(client.wechat.identify(code))).toMatchObject({ code: 'wechat.code', errcode: 40163 })
  await expect(client.wechat.identify(await phone().login())).resolves.toBeDefined()
})

it('9: system error is not repeated for a code', async () => {
  await standin.control.fault({ kind: 'errcode', errcode: -1, times: 1 })
  const failure = await failureOf(client.wechat.identify(await phone().login()))
  expect(failure).toMatchObject({ code: 'wechat.unavailable', errcode: -1 })
  expect(await calls()).toHaveLength(1)
})

it('10: the minute quota of one user is busy with a time to come back', async () => {
  await standin.control.setApp({ quotas: { loginsPerPhoneMinute: 1, picturesPerMinute: 1, tokensPerMinute: 1 } })
  await client.wechat.identify(await phone().login())
  const failure = await failureOf(client.wechat.identify(await phone().login()))
  expect(failure).toMatchObject({ code: 'wechat.busy', errcode: 45011, retryAfterSeconds: 60 })
  expect(client.events).toEqual([expect.objectContaining({ level: 'warn', api: identifyPath, errcode: 45011 })])
})

it('11: a user held for high-risk is blocked, silently', async () => {
  await phone().set({ blocked: true })
  const failure = await failureOf(client.wechat.identify(await phone().login()))
  expect(failure).toMatchObject({ code: 'wechat.blocked', errcode: 40226, retryAfterSeconds: undefined })
  expect(client.events).toEqual([])
})

it.each([
  ['a wrong secret', { secret: 'not-the-secret' }, 40125],
  ['an unknown app', { appId: 'wxffffffffffffffff' }, 40013],
])('%s alarms the operator and lets nobody in', async (_, options, errcode) => {
  client = connect(standin, options)
  const failure = await failureOf(client.wechat.identify(await phone().login()))
  expect(failure).toMatchObject({ code: 'wechat.unavailable', errcode })
  const rid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{8}){2}$/) as unknown as string
  expect(client.events).toEqual([expect.objectContaining({ level: 'alarm', api: identifyPath, errcode, rid })])
})

it('sends a code with signs in it unchanged', async () => {
  const strange = 'a&secret=x#%41+/ 码'
  expect((await failureOf(client.wechat.identify(strange))).errcode).toBe(40029)
  expect((await calls())[0]?.query.js_code).toBe(strange)
})
