// A stage for tests that look at the screen: the product on real MongoDB, the built portal, the built mini-program on phones, Chromium.
import { chromium, type Browser, type Page } from 'playwright-core'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import type { World } from '../actors/world.ts'
import { noteRequests } from '../after/chromium.ts'
import { findChromium } from '../setup/chromium.ts'
import { publicUrl } from '../setup/public-url.ts'
import { startPhoneHost, type PhoneHost } from './phone-host.ts'
import { readQr } from './read-qr.ts'

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const moreFlags = ['--disable-component-update', '--disable-sync', '--lang=zh-CN']

type EnterFrom = 'camera' | 'album' | 'picture'

export interface ScreenPhone {
  page: Page
  /** Points the camera at the QR that this page shows. */
  scan(portal: Page, from?: EnterFrom): Promise<string>
  /** The same for a text that some QR holds. */
  scanText(link: string, from?: EnterFrom): Promise<void>
  setOffline(isOffline: boolean): Promise<void>
  /** What is readable on the page on top. */
  text(): Promise<string>
}

export interface Stage {
  world: FullWorld
  host: PhoneHost
  /** An empty page in a browser of its own. */
  open(options: object): Promise<Page>
  portal(options?: {
    width?: number
    height?: number
    dark?: boolean
    locale?: string
    hasTouch?: boolean
  }): Promise<Page>
  /** @param options `scale`: WeChat's font setting. */
  phone(
    name: string,
    options?: { platform?: string; dark?: boolean; language?: string; scale?: number },
  ): Promise<ScreenPhone>
  /** Closes every page. */
  clear(): Promise<void>
  stop(): Promise<void>
}

/** Chromium, which finds the portal's host at this address. */
export function launch(url: string): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath)
    throw new Error('Chromium is missing: npm test installs it, or apt-get install chromium-headless-shell')
  const args = [...flags, ...moreFlags, `--host-resolver-rules=MAP portal.localhost:80 ${new URL(url).host}`]
  return chromium.launch({ executablePath, args })
}

/**
 * A page of a browser of its own; what it sends is noted (test/after). For somebody who wants no motion: what moves is drawn sixty times a second,
 * by the cores that the rest of a test needs.
 */
export async function openPage(browser: Browser, options: object): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  noteRequests(context)
  return context.newPage()
}

/** Cookies of a browser that was at this address before, as the product sets them. */
export async function giveCookies(page: Page, at: string, cookies: Iterable<readonly [string, string]>): Promise<void> {
  const place = { url: at.replace(/^http:/, 'https:'), httpOnly: true, secure: true }
  await page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, ...place })))
}

/** A forgotten page waits, draws and asks on beside the tests that follow. */
export async function closePages(browser: Browser): Promise<void> {
  for (const context of browser.contexts()) await context.close()
}

export interface Control {
  __phoneControl: { open(options: object): void; setOffline(isOffline: boolean): void; route(): string }
}

/** What is readable on the phone's page on top. */
export const readable = async (page: Page): Promise<string> =>
  (await page.locator('wx-page:not([hidden])').innerText()).replace(/\s+/g, ' ')

function screenPhone(page: Page, name: string, world: World): ScreenPhone {
  const scanText = async (link: string, from: EnterFrom = 'camera') => {
    const entered = await world.wechat.control.phone(name).scan(link, from)
    await page.evaluate((options) => (globalThis as unknown as Control).__phoneControl.open(options), entered)
  }
  return {
    page,
    scanText,
    async scan(portal, from) {
      const link = await readQr(portal)
      await scanText(link, from)
      return link
    },
    setOffline: (isOffline) =>
      page.evaluate((value) => (globalThis as unknown as Control).__phoneControl.setOffline(value), isOffline),
    text: () => readable(page),
  }
}

/** What the server of a world needs to stand on a stage. */
export const stageEnv = { PUBLIC_URL: publicUrl, PORTAL_DIR: '.build/portal' }

/** @param env more of the server's environment. */
export async function startStage(env: Record<string, string> = {}): Promise<Stage> {
  const world = await startFullWorld({ ...stageEnv, ...env })
  const stage = await openStage(world)
  return {
    ...stage,
    async stop() {
      await stage.stop()
      await world.stop()
    },
  }
}

/** Screens for a world that runs, and goes on. */
export async function openStage(world: FullWorld): Promise<Stage> {
  const host = await startPhoneHost('.build/preview', world.url, world.wechat)
  const browser = await launch(world.url)
  const open = (options: object) => openPage(browser, options)
  return {
    world,
    host,
    open,
    async portal({ width = 1280, height = 800, dark = false, locale = 'zh-CN', hasTouch = false } = {}) {
      const page = await open({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        locale,
        hasTouch,
        isMobile: hasTouch,
      })
      await page.goto(`${publicUrl}/`)
      return page
    },
    async phone(name, { platform = 'ios', dark = false, language = 'zh_CN', scale = 1 } = {}) {
      const page = await open({
        viewport: { width: 375, height: 812 },
        hasTouch: true,
        isMobile: true,
        colorScheme: dark ? 'dark' : 'light',
      })
      const given = { phone: name, platform, language, fontSizeScaleFactor: `${scale}` }
      const query = new URLSearchParams({ ...given, bridge: '/bridge', server: '/phone-api' })
      await page.goto(`${host.url}/?${query}`)
      return screenPhone(page, name, world)
    },
    clear: () => closePages(browser),
    async stop() {
      await browser.close()
      await host.stop()
    },
  }
}
