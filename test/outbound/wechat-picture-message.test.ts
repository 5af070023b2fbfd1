import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { parseExact, readAnswer } from '../../server/outbound/wechat/answer.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'
import { connect, data, failureOf, notifyPath, page, picturePath, startStandin, templateId } from './wechat-fixture.ts'
import type { Client } from './wechat-fixture.ts'

let standin: WechatStandin
let client: Client

beforeAll(async () => {
  standin = await startStandin()
})
beforeEach(async () => {
  await standin.control.reset()
  client = connect(standin)
})
afterAll(() => standin.stop())

it('miniProgramCode gives a JPEG that a phone scans back to page and scene', async () => {
  const picture = await client.wechat.miniProgramCode('t=Ab-9_~', page)
  expect(picture.type).toBe('image/jpeg')
  expect(await standin.control.phone('li').scanPicture(picture.bytes)).toEqual({
    path: page,
    query: { scene: encodeURIComponent('t=Ab-9_~') },
    scene: 1047,
  })
})

it('miniProgramCode asks for the published page in release, and for an unpublished one elsewhere', async () => {
  expect((await failureOf(client.wechat.miniProgramCode('x', 'pages/new/index'))).errcode).toBe(41030)
  expect(client.events).toEqual([expect.objectContaining({ level: 'alarm', api: picturePath, errcode: 41030 })])
  const trial = connect(standin, { envVersion: 'trial' })
  await expect(trial.wechat.miniProgramCode('x', 'pages/new/index')).resolves.toBeDefined()
  expect(JSON.parse((await standin.control.calls(picturePath)).at(-1)?.body ?? '')).toMatchObject({
    env_version: 'trial',
  })
})

it.each([
  ['too long', 'x'.repeat(33), 40169],
  ['with an ampersand', 'a&b', 40129],
  ['in Chinese', '邮箱', 40129],
])('a scene %s is an alarm', async (_, scene, errcode) => {
  expect(await failureOf(client.wechat.miniProgramCode(scene, page))).toMatchObject({
    code: 'wechat.unavailable',
    errcode,
  })
  expect(client.events).toEqual([expect.objectContaining({ level: 'alarm', errcode })])
})

it('10: the quota of pictures is busy with a time to come back, and an alarm', async () => {
  await standin.control.setApp({ quotas: { loginsPerPhoneMinute: 1, picturesPerMinute: 1, tokensPerMinute: 9 } })
  await client.wechat.miniProgramCode('x', page)
  const failure = await failureOf(client.wechat.miniProgramCode('x', page))
  expect(failure).toMatchObject({ code: 'wechat.busy', errcode: 45009, retryAfterSeconds: 60 })
  expect(client.events).toEqual([expect.objectContaining({ level: 'alarm', errcode: 45009 })])
})

it('10: an error in JSON under the content type of a picture is still read', async () => {
  await standin.control.fault({ kind: 'errcode', errcode: 45011, path: picturePath })
  await standin.control.fault({ kind: 'jsonInImage', path: picturePath })
  expect((await failureOf(client.wechat.miniProgramCode('x', page))).code).toBe('wechat.busy')
})

const phone = () => standin.control.phone('li')

it('notify delivers one message for one consent', async () => {
  const { openid } = await phone().set()
  await phone().subscribe(templateId)
  expect(await client.wechat.notify(openid, templateId, `${page}?from=notice`, data)).toBe('sent')
  expect(await standin.control.messages(openid)).toEqual([
    expect.objectContaining({ templateId, page: `${page}?from=notice`, data, miniprogramState: 'formal' }),
  ])
  expect(await client.wechat.notify(openid, templateId, page, data)).toBe('not-subscribed')
})

it('13: no consent is an ordinary answer and no event', async () => {
  const { openid } = await phone().set()
  expect(await client.wechat.notify(openid, templateId, page, data)).toBe('not-subscribed')
  expect(client.events).toEqual([])
})

it('notify opens the version that it is told to', async () => {
  const { openid } = await phone().set()
  await phone().subscribe(templateId)
  await connect(standin, { envVersion: 'develop' }).wechat.notify(openid, templateId, page, data)
  expect((await standin.control.messages())[0]?.miniprogramState).toBe('developer')
})

it.each([
  ['data too long', templateId, { ...data, thing1: { value: '长'.repeat(21) } }, 47003],
  ['an empty field', templateId, { ...data, thing1: { value: '' } }, 47003],
  ['an unknown template', 'tmpl-none', data, 40037],
])('a message with %s is an alarm that names WeChat’s number', async (_, template, fields, errcode) => {
  const { openid } = await phone().set()
  await phone().subscribe(templateId)
  const failure = await failureOf(client.wechat.notify(openid, template, page, fields))
  expect(failure).toMatchObject({ code: 'wechat.unavailable', errcode })
  expect(client.events).toEqual([expect.objectContaining({ level: 'alarm', api: notifyPath, errcode })])
})

it('14: the msgid beyond 2^53 keeps every digit', async () => {
  const { openid } = await phone().set()
  await phone().subscribe(templateId)
  await client.wechat.notify(openid, templateId, page, data)
  const [{ msgid } = { msgid: '' }] = await standin.control.messages()
  const wire = Buffer.from(`{"errcode":0,"errmsg":"ok","msgid":${msgid}}`)
  expect(msgid).toMatch(/^\d{19}$/)
  expect(readAnswer(notifyPath, wire)).toEqual({ errcode: 0, errmsg: 'ok', msgid })
})

it.each([
  ['{"n":9007199254740991}', { n: 9007199254740991 }],
  ['{"n":9007199254740993}', { n: '9007199254740993' }],
  ['{"n":-1988810812324364291}', { n: '-1988810812324364291' }],
  ['{"n":[1988810812324364291,1]}', { n: ['1988810812324364291', 1] }],
  ['{"s":"1988810812324364291","t":"\\"1988810812324364291"}', { s: '1988810812324364291', t: '"1988810812324364291' }],
  [
    '{"f":0.12345678901234567,"e":12345678901234567e3}',
    { f: Number('0.12345678901234567'), e: Number('12345678901234567e3') },
  ],
])('parseExact reads %s', (text, value) => {
  expect(parseExact(text)).toEqual(value)
})

it('parseExact refuses what is not JSON', () => {
  expect(() => parseExact('{"n":1988810812324364291')).toThrow(SyntaxError)
})
