import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { startWechatStandin } from '../standins/wechat/start.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'
import { wireOf } from './wechat-wire.ts'
import type { Wire } from './wechat-wire.ts'

let standin: WechatStandin
let wire: Wire
const login = () => standin.control.phone('li').login()

beforeAll(async () => {
  standin = await startWechatStandin({ apps: [{}, { appid: 'wx00000000000000bb', secret: 'of-the-other-app' }] })
  wire = wireOf(standin)
})
beforeEach(() => standin.control.reset())
afterAll(() => standin.stop())

it('jscode2session answers a fresh code as text/plain, without errcode, with a session key of 16 bytes', async () => {
  const { status, type, json } = await wire.exchange(await login())
  expect([status, type]).toEqual([200, 'text/plain'])
  expect(Object.keys(json).sort()).toEqual(['openid', 'session_key'])
  expect(json.openid).toMatch(/^o[A-Za-z0-9_-]{27}$/)
  expect(Buffer.from(String(json.session_key), 'base64')).toHaveLength(16)
})

it('jscode2session makes codes of 32 letters and digits, and a new session key for each', async () => {
  const codes = [await login(), await login()] as const
  expect(codes[0]).toMatch(/^[0-9a-zA-Z]{32}$/)
  const first = await wire.exchange(codes[0])
  await login()
  const second = await wire.exchange(codes[1])
  expect(second.json.openid).toBe(first.json.openid)
  expect(second.json.session_key).not.toBe(first.json.session_key)
})

it('jscode2session gives one person another openid in another app, and no code of one app in the other', async () => {
  const phone = standin.control.phone('li')
  const other = await phone.set({ appid: 'wx00000000000000bb' })
  expect(other.openid).not.toBe((await phone.set()).openid)
  const code = await phone.login('wx00000000000000bb')
  expect((await wire.exchange(code)).json.errcode).toBe(40029)
})

it.each([
  ['no appid', { appid: '' }, 41002],
  ['no secret', { secret: '' }, 41004],
  ['no code', { js_code: '' }, 41008],
  ['another grant type', { grant_type: 'client_credential' }, 40002],
  ['an unknown app', { appid: 'wxffffffffffffffff' }, 40013],
  ['a wrong secret', { secret: 'wrong' }, 40125],
  ['an unknown code', { js_code: 'x'.repeat(32) }, 40029],
  ['a parameter it does not know', { code: 'x' }, 40097],
])('jscode2session refuses %s', async (_, changed, errcode) => {
  const code = await login()
  const { status, json } = await wire.exchange(code, changed)
  expect([status, json.errcode]).toEqual([200, errcode])
  expect(json.errmsg).toMatch(/, rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/)
  expect((await wire.exchange(code)).json.openid).toBeDefined()
})

it('jscode2session takes POST for a missing appid', async () => {
  expect((await wire.post('/sns/jscode2session', { appid: standin.appid })).json.errcode).toBe(41002)
})

it('jscode2session lets a code live for five minutes and work once', async () => {
  const [old, fresh] = [await login(), await login()]
  await standin.control.advance(300_000 - 5_000)
  expect((await wire.exchange(fresh)).json.openid).toBeDefined()
  expect((await wire.exchange(fresh)).json).toMatchObject({ errcode: 40163 })
  await standin.control.advance(6_000)
  expect((await wire.exchange(old)).json).toMatchObject({ errcode: 40029 })
})

it('jscode2session spends the code before the answer leaves', async () => {
  await standin.control.fault({ kind: 'resetBeforeBody', times: 1 })
  const code = await login()
  await expect(wire.exchange(code)).rejects.toThrow(/failed|terminated/)
  expect((await wire.exchange(code)).json.errcode).toBe(40163)
})

it('jscode2session holds a blocked phone, and spends its code', async () => {
  await standin.control.phone('li').set({ blocked: true })
  const code = await login()
  expect((await wire.exchange(code)).json.errcode).toBe(40226)
  expect((await wire.exchange(code)).json.errcode).toBe(40163)
})

it('jscode2session slows down one phone after its minute’s quota, not another, and not the next minute', async () => {
  await standin.control.setApp({ quotas: { loginsPerPhoneMinute: 2, picturesPerMinute: 1, tokensPerMinute: 1 } })
  for (let times = 0; times < 2; times += 1) expect((await wire.exchange(await login())).json.openid).toBeDefined()
  const { json } = await wire.exchange(await login())
  expect(json.errcode).toBe(45011)
  expect(json.errmsg).toContain('api minute-quota reach limit mustslower retry next minute')
  expect((await wire.exchange(await standin.control.phone('wang').login())).json.openid).toBeDefined()
  await standin.control.advance(60_000)
  expect((await wire.exchange(await login())).json.openid).toBeDefined()
})

it('jscode2session knows no other address', async () => {
  expect((await wire.get('/sns/jscode2sessions')).json.errcode).toBe(40066)
})
