import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { startWechatStandin } from '../standins/wechat/start.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'
import { wireOf } from './wechat-wire.ts'
import type { Wire } from './wechat-wire.ts'

let standin: WechatStandin
let wire: Wire
const plain = async () => String((await wire.plainToken()).json.access_token)
const stable = async (force = false) => String((await wire.stableToken({ force_refresh: force })).json.access_token)
/** What a call with this token is told; undefined when it is accepted. */
const verdict = async (token: string) =>
  (await wire.post('/wxa/getwxacodeunlimit', { scene: 'x' }, token ? { access_token: token } : {})).json.errcode

beforeAll(async () => {
  standin = await startWechatStandin()
  wire = wireOf(standin)
})
beforeEach(() => standin.control.reset())
afterAll(() => standin.stop())

it('token gives a new token each time and leaves the one before alive for five minutes', async () => {
  const [first, second] = [await plain(), await plain()]
  expect(second).not.toBe(first)
  expect([await verdict(first), await verdict(second)]).toEqual([undefined, undefined])
  await standin.control.advance(301_000)
  expect([await verdict(first), await verdict(second)]).toEqual([42001, undefined])
})

it('token kills the one before at once when the grace is none', async () => {
  await standin.control.setApp({ graceSeconds: 0 })
  const [first, second] = [await plain(), await plain()]
  expect([await verdict(first), await verdict(second)]).toEqual([42001, undefined])
})

it.each([
  ['an unknown app', { appid: 'wxffffffffffffffff' }, 40013],
  ['a wrong secret', { secret: 'wrong' }, 40001],
  ['another grant type', { grant_type: 'authorization_code' }, 40002],
  ['a parameter it does not know', { force: '1' }, 40097],
])('token refuses %s', async (_, changed, errcode) => {
  expect((await wire.plainToken(changed)).json.errcode).toBe(errcode)
})

it('token refuses POST and addresses outside the white list', async () => {
  expect((await wire.post('/cgi-bin/token', {})).json.errcode).toBe(43001)
  await standin.control.setApp({ ipWhitelist: ['192.0.2.1'] })
  expect((await wire.plainToken()).json.errcode).toBe(40164)
})

it('stable_token gives everyone the same token, saying how long it still lives', async () => {
  const first = await stable()
  await standin.control.advance(3_600_000)
  const { json } = await wire.stableToken()
  expect(json.access_token).toBe(first)
  expect(json.expires_in).toBeGreaterThan(3_590)
  expect(json.expires_in).toBeLessThanOrEqual(3_600)
  expect(json).not.toHaveProperty('errcode')
})

it('stable_token renews five minutes before the end, with both alive until then', async () => {
  const first = await stable()
  await standin.control.advance((7_200 - 299) * 1_000)
  const second = await stable()
  expect(second).not.toBe(first)
  expect([await verdict(first), await verdict(second)]).toEqual([undefined, undefined])
  await standin.control.advance(300_000)
  expect([await verdict(first), await verdict(second)]).toEqual([42001, undefined])
})

it('stable_token kills the old one at once when forced, but not twice within 30 s', async () => {
  const first = await stable()
  const second = await stable(true)
  expect([await verdict(first), await verdict(second)]).toEqual([40001, undefined])
  expect(await stable(true)).toBe(second)
  await standin.control.advance(31_000)
  expect(await stable(true)).not.toBe(second)
})

it('stable_token can be forced twenty times a day', async () => {
  for (let times = 0; times < 20; times += 1) {
    await stable(true)
    await standin.control.advance(31_000)
  }
  expect((await wire.stableToken({ force_refresh: true })).json.errcode).toBe(45009)
  await standin.control.advance(86_400_000)
  expect((await wire.stableToken({ force_refresh: true })).json.access_token).toBeDefined()
})

it('stable_token and cgi-bin/token do not touch each other', async () => {
  await standin.control.setApp({ graceSeconds: 0 })
  const [own, other] = [await stable(), await plain()]
  await plain()
  expect(await verdict(own)).toBeUndefined()
  await stable(true)
  expect([await verdict(own), await verdict(other)]).toEqual([40001, 42001])
})

it.each([
  ['an unknown app', { appid: 'wxffffffffffffffff' }, 40013],
  ['no appid', { appid: undefined }, 41002],
  ['no secret', { secret: undefined }, 41004],
  ['a wrong secret', { secret: 'wrong' }, 40125],
  ['another grant type', { grant_type: 'authorization_code' }, 40002],
  ['a field it does not know', { forceRefresh: true }, 47001],
  ['a field of another type', { force_refresh: 'true' }, 47001],
])('stable_token refuses %s', async (_, changed, errcode) => {
  expect((await wire.stableToken(changed)).json.errcode).toBe(errcode)
})

it('stable_token refuses a form, an empty body, GET, and more than its quota', async () => {
  const path = '/cgi-bin/stable_token'
  expect((await wire.post(path, `grant_type=client_credential&appid=${standin.appid}`)).json.errcode).toBe(47001)
  expect((await wire.post(path, '')).json.errcode).toBe(44002)
  expect((await wire.get(path)).json.errcode).toBe(43002)
  await standin.control.setApp({ quotas: { loginsPerPhoneMinute: 1, picturesPerMinute: 1, tokensPerMinute: 1 } })
  await stable()
  expect((await wire.stableToken()).json.errcode).toBe(45009)
})

it('access tokens are missing, unknown, killed or expired, each with its number', async () => {
  const first = await stable()
  expect([await verdict(''), await verdict('never-issued')]).toEqual([41001, 40001])
  await stable(true)
  expect(await verdict(first)).toBe(40001)
  const second = await stable()
  await standin.control.advance(7_201_000)
  expect(await verdict(second)).toBe(42001)
})

it('access tokens say their errors with status 200 in JSON, with a request id', async () => {
  const answer = await wire.post('/wxa/getwxacodeunlimit', {}, { access_token: 'never-issued' })
  expect([answer.status, answer.type]).toEqual([200, 'application/json; encoding=utf-8'])
  expect(answer.json.errmsg).toMatch(/^invalid credential, access_token is invalid or not latest.* rid: [0-9a-f-]{26}$/)
})
