import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type Browser, chromium, type Page } from 'playwright-core'
import { buildPreview } from '../../miniprogram/preview/bundle.ts'
import { findChromium } from '../setup/chromium.ts'

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'
const weapp: Record<string, string> = {
  'app.json': JSON.stringify({
    pages: ['pages/home/index', 'pages/ticket/index'],
    window: { navigationBarTitleText: 'Home' },
  }),
  'app.js': 'App({ onShow(options) { this.entered = options } })',
  'app.wxss': '.said { width: 375rpx; height: 50vh }',
  'pages/home/index.json': '{ "usingComponents": { "mark": "../../mark/index" } }',
  'pages/home/index.wxml': `
    <view class="said">{{said}}</view><mark bind:seen="seen" />
    <button bindtap="count">count</button><button bindtap="ask">ask</button>
    <button bindtap="again">again</button><button bindtap="keep">keep</button>
    <view aria-role="button" aria-label="where" bindtap="where">?</view>`,
  'pages/home/index.js': `
    const words = require('../../words')
    Page({
      data: { said: words.start },
      taps: 0,
      seen({ detail }) { this.setData({ said: 'mark says ' + detail.word }) },
      onLoad() { this.failed = ({ errMsg }) => this.setData({ said: errMsg }) },
      count() { this.setData({ said: words.taps(++this.taps) }) },
      ask() { wx.login({ success: ({ code }) => this.send(code), fail: this.failed }) },
      again() { this.send('old') },
      send(code) {
        wx.request({
          url: 'https://mail.example.test/phone/session?a=1', method: 'POST', data: { code }, fail: this.failed,
          success: ({ statusCode, data: { method, url, body } }) =>
            this.setData({ said: [statusCode, method, url, body].join(' ') }),
        })
      },
      keep() {
        this.setData({ said: String(wx.getStorageSync('kept')) })
        wx.setStorageSync('kept', 'until the next visit')
      },
      where() { wx.getLocation({ fail: this.failed }) },
    })`,
  'pages/ticket/index.json': '{}',
  'pages/ticket/index.wxss': 'page { padding-left: 30rpx } text { color: rgb(1, 2, 3) }',
  'pages/ticket/index.wxml': '<text>{{q}} {{web}}</text>',
  'pages/ticket/index.js': `Page({
    onLoad({ q }) { this.setData({ q: decodeURIComponent(q) + ' ' + getApp().entered.scene, web: [typeof URL, typeof document].join() }) },
  })`,
  'mark/index.json': '{ "component": true }',
  'mark/index.wxml': '<button bindtap="press">mark</button>',
  'mark/index.js': `require('./define')()`,
  'mark/define.js': `module.exports = () => Component({
    methods: { press() { this.triggerEvent('seen', { word: 'hello' }) } },
  })`,
  'words.js': `module.exports = { start: 'nothing yet', taps: (n) => 'tapped ' + n }`,
}

let folder = ''
let server: Server
let browser: Browser
let page: Page
let logins = 0

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = '' } = request
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const json = { 'content-type': 'application/json' }
  if (url === '/bridge/login')
    return void response.writeHead(200, json).end(JSON.stringify({ code: `code-${++logins}` }))
  if (url.startsWith('/api/'))
    return void response
      .writeHead(500, json)
      .end(JSON.stringify({ method, url, body: Buffer.concat(chunks).toString() }))
  const file = url.replace(/\?.*/, '').replace(/\/$/, '/index.html')
  const type = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' }[extname(file)] ?? 'text/plain'
  const headers = { 'content-type': type, 'content-security-policy': "default-src 'self'; img-src 'self' data:" }
  response.writeHead(200, headers).end(readFileSync(join(folder, 'out', file)))
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'))
  for (const [file, text] of Object.entries(weapp)) {
    mkdirSync(dirname(join(folder, 'weapp', file)), { recursive: true })
    writeFileSync(join(folder, 'weapp', file), text)
  }
  await buildPreview(join(folder, 'weapp'), join(folder, 'out'))
  server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  browser = await chromium.launch({ executablePath: findChromium(), args: flags.split(' ') })
}, 60_000)

afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true })
})

beforeEach(async () => {
  logins = 0
  await page?.close()
  page = await browser.newPage({ viewport: { width: 375, height: 812 } })
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?bridge=/bridge&server=/api`)
})

const tap = (name: string): Promise<void> => page.getByRole('button', { name }).click()

/** What the page says, once it says something like this. */
async function expectSaid(text: string | RegExp): Promise<void> {
  const said = page.locator('.said').filter({ hasText: text })
  await said.waitFor({ timeout: 5_000 })
  expect(await said.count()).toBe(1)
}

const errors = () => page.evaluate(() => window.__phoneControl.log().filter(({ kind }) => kind === 'error'))

describe('a built mini-program in the preview', () => {
  it('boots its code unchanged and shows what a tap changes', async () => {
    await expectSaid('nothing yet')
    await tap('count')
    await expectSaid('tapped 1')
    expect(await errors()).toEqual([])
  })

  it('knows a component by its path, whichever file defines it', async () => {
    await tap('mark')
    await expectSaid('mark says hello')
  })

  it('measures rpx and vh by the screen between the bars', async () => {
    const box = await page.locator('.said').boundingBox()
    expect(box).toMatchObject({ width: 187.5, height: (812 - 88) / 2 })
  })

  it('shows a page style sheet to that page only', async () => {
    const paddings = () =>
      page.locator('wx-page').evaluateAll((all) => all.map((each) => getComputedStyle(each).paddingLeft))
    await page.evaluate(() => window.__phoneControl.open({ path: 'pages/ticket/index?q=', scene: 1011 }))
    expect(await paddings()).toEqual(['15px'])
    expect(await page.locator('wx-text').evaluate((text) => getComputedStyle(text).color)).toBe('rgb(1, 2, 3)')
    await page.getByRole('button', { name: '返回首页' }).click()
    expect(await paddings()).toEqual(['0px'])
  })

  it('finds its storage again after a reload', async () => {
    await tap('keep')
    await page.reload()
    await tap('keep')
    await expectSaid('until the next visit')
  })
})

describe('the client around it', () => {
  it('calls success for a 500, at the server that stands in, with a fresh code each time', async () => {
    await tap('ask')
    await expectSaid(/^500 POST \/api\/phone\/session\?a=1 \{"code":"code-1"\}$/)
    await tap('ask')
    await expectSaid(/"code-2"/)
  })

  it('fails requests while the phone is offline', async () => {
    await page.evaluate(() => window.__phoneControl.setOffline(true))
    await tap('again')
    await expectSaid(/^request:fail/)
    await tap('ask')
    await expectSaid(/^login:fail/)
    await page.evaluate(() => window.__phoneControl.setOffline(false))
    await tap('ask')
    await expectSaid(/^500/)
  })

  it('opens the page of a scan in place of all others, without the globals of the web', async () => {
    const scan = { path: 'pages/ticket/index', query: { q: 'https%3A%2F%2Fa%2Fs' }, scene: 1011 }
    await page.evaluate((options) => window.__phoneControl.scanned(options), scan)
    await page.getByText('https://a/s 1011 undefined,undefined').waitFor({ timeout: 5_000 })
    expect(await page.evaluate(() => window.__phoneControl.stack())).toEqual(['pages/ticket/index'])
  })

  it('says which call it does not have', async () => {
    await tap('where')
    await expectSaid('getLocation:fail wx.getLocation is not in the preview')
    expect(await errors()).toHaveLength(1)
  })
})
