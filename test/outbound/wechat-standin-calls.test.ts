import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { greyJpeg, jpegComment } from '../standins/wechat/jpeg.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'
import { data, notifyPath, page, picturePath, startStandin, templateId } from './wechat-fixture.ts'
import { accessToken, wireOf } from './wechat-wire.ts'
import type { Wire } from './wechat-wire.ts'

let standin: WechatStandin
let wire: Wire
const call = async (path: string, body: unknown) => wire.post(path, body, { access_token: await accessToken(wire) })

beforeAll(async () => {
  standin = await startStandin()
  wire = wireOf(standin)
})
beforeEach(() => standin.control.reset())
afterAll(() => standin.stop())

it('getwxacodeunlimit answers a picture of the width asked for', async () => {
  const answer = await call(picturePath, { scene: 'a', page, width: 280 })
  expect([answer.status, answer.type]).toEqual([200, 'image/jpeg'])
})

it.each([
  ['no scene', { page }, 40169],
  ['a scene of 33', { page, scene: 'x'.repeat(33) }, 40169],
  ['a percent sign', { page, scene: '%41' }, 40129],
  ['an ampersand', { page, scene: 'a&b' }, 40129],
  ['an unpublished page', { scene: 'a', page: 'pages/none' }, 41030],
  ['a leading slash', { scene: 'a', page: `/${page}` }, 41030],
  ['a query, even unchecked', { scene: 'a', page: `${page}?a=1`, check_path: false }, 41030],
  ['a narrow picture', { scene: 'a', page, width: 279 }, 40097],
  ['another version', { scene: 'a', page, env_version: 'beta' }, 40097],
  ['a field it does not know', { scene: 'a', page, path: page }, 47001],
  ['a form', 'scene=a', 40169],
  ['no body', '', 44002],
])('getwxacodeunlimit refuses %s', async (_, body, errcode) => {
  expect((await call(picturePath, body)).json.errcode).toBe(errcode)
})

it('getwxacodeunlimit takes every sign that WeChat takes, and an unpublished page when told not to check', async () => {
  expect((await call(picturePath, { scene: "09azAZ!#$'()*+,/:;=?@-._~", page })).type).toBe('image/jpeg')
  expect((await call(picturePath, { scene: 'a', page: 'pages/none', check_path: false })).type).toBe('image/jpeg')
})

it('getwxacodeunlimit refuses GET and more than its quota', async () => {
  expect((await wire.get(picturePath)).json.errcode).toBe(43002)
  await standin.control.setApp({ quotas: { loginsPerPhoneMinute: 1, picturesPerMinute: 1, tokensPerMinute: 9 } })
  await call(picturePath, { scene: 'a', page })
  expect((await call(picturePath, { scene: 'a', page })).json.errcode).toBe(45009)
})

it.each([8, 280, 430, 1_280])('getwxacodeunlimit draws a JPEG of %d pixels that carries its comment', (width) => {
  const bytes = greyJpeg(width, 'comment')
  expect(jpegComment(bytes)).toBe('comment')
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  expect([bytes.readUInt16BE(frame + 5), bytes.readUInt16BE(frame + 7)]).toEqual([width, width])
  expect([bytes.readUInt16BE(0), bytes.readUInt16BE(bytes.length - 2)]).toEqual([0xffd8, 0xffd9])
})

const message = async () => ({
  touser: (await standin.control.phone('li').set()).openid,
  template_id: templateId,
  page,
  miniprogram_state: 'formal',
  lang: 'zh_CN',
  data,
})
const thing = (value: unknown) => ({ data: { ...data, thing1: { value } } })
const time = (value: unknown) => ({ data: { ...data, time2: { value } } })

it('subscribe/send takes one message for each consent and numbers it beyond 2^53', async () => {
  await standin.control.phone('li').subscribe(templateId)
  const { text } = await call(notifyPath, await message())
  expect(text).toMatch(/^\{"errcode":0,"errmsg":"ok","msgid":\d{19}\}$/)
  expect((await call(notifyPath, await message())).json.errcode).toBe(43101)
  expect(await standin.control.messages()).toHaveLength(1)
})

it.each<[string, object, number]>([
  ['an unknown person', { touser: 'o-nobody' }, 40003],
  ['an unknown template', { template_id: 'none' }, 40037],
  ['an unpublished page', { page: 'pages/none' }, 41030],
  ['another state', { miniprogram_state: 'release' }, 40097],
  ['another language', { lang: 'de_DE' }, 40097],
  ['a field it does not know', { openid: 'x' }, 47001],
  ['a thing of 21 characters', thing('长'.repeat(21)), 47003],
  ['an empty thing', thing(''), 47003],
  ['a thing that is a number', thing(1), 47003],
  ['a time that is none', time('soon'), 47003],
  ['a missing field', { data: { thing1: data.thing1 } }, 47003],
  ['a field that the template lacks', { data: { ...data, thing9: { value: 'x' } } }, 47003],
  ['no data', { data: undefined }, 47003],
])('subscribe/send refuses %s and keeps the consent', async (_, changed, errcode) => {
  await standin.control.phone('li').subscribe(templateId)
  expect((await call(notifyPath, { ...(await message()), ...changed })).json.errcode).toBe(errcode)
  expect((await call(notifyPath, await message())).json.errcode).toBe(0)
})

it.each(['10:21', '2026年11月24日 10:21', '2026-11-24 10:21:35'])('subscribe/send takes the time %s', async (value) => {
  await standin.control.phone('li').subscribe(templateId)
  expect((await call(notifyPath, { ...(await message()), ...time(value) })).json.errcode).toBe(0)
})

it('subscribe/send names an empty field as WeChat does', async () => {
  const { json } = await call(notifyPath, { ...(await message()), ...thing('') })
  expect(json.errmsg).toMatch(/^argument invalid! data\.thing1\.value is emtpy rid: /)
})
