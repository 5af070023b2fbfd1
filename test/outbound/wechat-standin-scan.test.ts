import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { matches } from '../standins/wechat/link-rules.ts'
import type { LinkRule } from '../standins/wechat/link-rules.ts'
import { startWechatStandin } from '../standins/wechat/start.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'

const page = 'pages/confirm/index'

const rule = (prefix: string): LinkRule => ({ prefix, page })

it.each([
  ['https://mail.example/w/', 'https://mail.example/w/abc', true],
  ['https://mail.example/w/', 'https://mail.example/w/', true],
  ['https://mail.example/w/', 'https://mail.example/w', false],
  ['https://mail.example/w/', 'http://mail.example/w/abc', false],
  ['https://mail.example/w/', 'https://www.mail.example/w/abc', false],
  ['https://mail.example/w/', 'https://mail.example:8443/w/abc', false],
  ['https://mail.example/w/', 'https://mail.example.evil.example/w/abc', false],
  ['https://mail.example/w/', 'https://mail.example@evil.example/w/abc', false],
  ['https://mail.example/w/', 'https://MAIL.example/w/abc', true],
  ['https://mail.example/w/', 'https://mail.example/x/../w/abc', true],
  ['https://mail.example/a/b', 'https://mail.example/a/b', true],
  ['https://mail.example/a/b', 'https://mail.example/a/bc', false],
  ['https://mail.example/a/b', 'https://mail.example/a/b/123', false],
  ['https://mail.example/a/b', 'https://mail.example/a/b?x=1', true],
  ['https://mail.example/a/?t=', 'https://mail.example/a/?t=123', true],
  ['https://mail.example/a/?t=', 'https://mail.example/a/?u=1&t=123', false],
  ['weixin://mail.example/w/', 'weixin://mail.example/w/abc', false],
  ['https://mail.example/w/', 'no link at all', false],
])('the rule %s and the link %s: %s', (prefix, url, expected) => {
  expect(matches(rule(prefix), url)).toBe(expected)
})

let standin: WechatStandin
const scan = (...args: Parameters<ReturnType<WechatStandin['control']['phone']>['scan']>) =>
  standin.control.phone('li').scan(...args)

beforeAll(async () => {
  standin = await startWechatStandin({
    rules: [
      { prefix: 'https://mail.example/w/', page },
      { prefix: 'https://mail.example/w/draft/', page, isPublished: false },
    ],
  })
  await standin.control.setApp({
    appid: 'wx00000000000000bb',
    secret: 'other',
    rules: [{ prefix: 'https://b.example/', page: 'pages/gone' }],
  })
})
afterAll(() => standin.stop())

it('a scan opens the rule’s page with the link encoded once and the time in seconds', async () => {
  const url = 'https://mail.example/w/Ab-9_?x=1&y=%41'
  const before = Math.floor(Date.now() / 1_000)
  const entered = await scan(url)
  expect(entered).toEqual({
    path: page,
    query: { q: encodeURIComponent(url), scancode_time: expect.any(String) },
    scene: 1011,
  })
  const at = Number('query' in entered && entered.query.scancode_time)
  expect(at).toBeGreaterThanOrEqual(before)
  expect(at).toBeLessThanOrEqual(Date.now() / 1_000)
})

it('a scan says whether a camera, the album or a picture was scanned', async () => {
  const url = 'https://mail.example/w/a'
  expect(await scan(url, 'camera')).toMatchObject({ scene: 1011 })
  expect(await scan(url, 'picture')).toMatchObject({ scene: 1012 })
  expect(await scan(url, 'album')).toMatchObject({ scene: 1013 })
})

it.each([
  ['another host', 'https://evil.example/w/a'],
  ['http', 'http://mail.example/w/a'],
  ['a narrower rule that is not published', 'https://mail.example/w/draft/a'],
  ['a page that is not published', 'https://b.example/a'],
  ['text', '123456'],
])('a scan opens a browser for %s', async (_, url) => {
  expect(await scan(url)).toEqual({ opensWeb: true, url })
})

it('a scan goes by the stand-in’s clock', async () => {
  await standin.control.advance(3_600_000)
  const entered = await scan('https://mail.example/w/a')
  expect(Number('query' in entered && entered.query.scancode_time)).toBeGreaterThan(Date.now() / 1_000 + 3_590)
})

it('a scan takes no picture that it did not make, and no unknown source', async () => {
  await expect(standin.control.phone('li').scanPicture(Buffer.from('GIF89a'))).rejects.toThrow('no mini-program code')
  await expect(scan('https://mail.example/w/a', 'fax' as 'album')).rejects.toThrow('camera, album or picture')
})

it('a scan takes at most 100 rules', async () => {
  const rules = Array.from({ length: 101 }, (_, n) => ({ prefix: `https://mail.example/${n}/`, page }))
  await expect(standin.control.setApp({ rules })).rejects.toThrow('at most 100')
})
