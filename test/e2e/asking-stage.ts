// The built mini-program in Chromium before a server that asks what a test wants: every question and its ends, without the way to them.
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import type { Scan } from '../../miniprogram/src/scan/stage.ts'
import { limits } from '../../shared/limits.ts'
import type { Asked } from '../../shared/messages/phone-confirm.ts'
import { fakeServer } from '../miniprogram/fake-phone.ts'
import { iso, scanOf } from '../miniprogram/scan-world.ts'
import { publicUrl } from '../setup/public-url.ts'
import { startWechatStandin } from '../standins/wechat/start.ts'
import { startPhoneHost } from './phone-host.ts'
import { closePages, launch, openPage, type Control, readable } from './stage.ts'

export interface PhoneLook {
  language?: string
  dark?: boolean
  /** WeChat's font setting. */
  scale?: number
}

/** One scan, and what the phone did with it. */
function asking(scan: Omit<Scan, 'now'>) {
  const view = () => ({ ...scan, now: iso(Date.now()) })
  const tokens = () => ({
    token: 'token',
    tokenUntil: iso(Date.now() + limits.phoneTokenLife),
    refresh: 'refresh-of-this-phone',
    refreshUntil: iso(Date.now() + limits.phoneSessionLife),
    now: iso(Date.now()),
  })
  return fakeServer({
    'POST /api/phone/session': tokens,
    'GET /api/phone/codes': () => ({ mailboxes: [], now: iso(Date.now()) }),
    'POST /api/phone/scans': view,
    [`GET /api/phone/scans/${scan.scan}`]: view,
    [`POST /api/phone/scans/${scan.scan}/answer`]: ({ body }) => {
      const isYes = (body as { answer: string }).answer === 'approve'
      const number = isYes && scan.stage === 'bind' ? '47' : null
      Object.assign(scan, { status: isYes ? 'approved' : 'denied', number, until: iso(Date.now() + limits.redeemLife) })
      return view()
    },
  })
}

type Fake = ReturnType<typeof asking>

async function serve(fake: Fake, from: IncomingMessage, to: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of from) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const { pathname } = new URL(from.url ?? '/', publicUrl)
  const { status, body } = await fake.send({ method: from.method!, path: pathname, body: text && JSON.parse(text) })
  to.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function openPhone(browser: Browser, url: string, { language = 'zh_CN', dark = false, scale = 1 }: PhoneLook) {
  const viewport = { width: 375, height: 812 }
  const colorScheme = dark ? 'dark' : 'light'
  const page = await openPage(browser, { viewport, colorScheme, hasTouch: true, isMobile: true })
  const query = { phone: 'asked', bridge: '/bridge', server: '/phone-api', language, fontSizeScaleFactor: `${scale}` }
  await page.goto(`${url}/?${new URLSearchParams(query)}`)
  const link = `${publicUrl}/w/${randomBytes(16).toString('base64url')}`
  const entered = { path: 'pages/confirm/index', query: { q: encodeURIComponent(link) }, scene: 1011 }
  await page.evaluate((options) => (globalThis as unknown as Control).__phoneControl.open(options), entered)
  return page
}

export async function startAskingStage() {
  let fake: Fake
  const server = createServer((from, to) => void serve(fake, from, to)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const wechat = await startWechatStandin({ rules: [] })
  const host = await startPhoneHost('.build/preview', url, wechat)
  const browser = await launch(url)
  return {
    /** A phone that has just scanned this. @param more what is not as usual about it. */
    async ask(what: Asked, more: Partial<Scan> = {}, look: PhoneLook = {}) {
      const times = { startedAt: iso(Date.now() - 8_000), until: iso(Date.now() + limits.confirmLife) }
      const scan = scanOf(what, { ...times, ...more })
      fake = asking(scan)
      const page = await openPhone(browser, host.url, look)
      return { page, scan, server: fake, text: () => readable(page) }
    },
    clear: () => closePages(browser),
    async stop() {
      await browser.close()
      await host.stop()
      await wechat.stop()
      server.closeAllConnections()
      server.close()
    },
  }
}
