// Webmail as people have it: with the built portal in Chromium, and phones with the built mini-program.
import type { Locator, Page } from 'playwright-core'
import { see, signInOn, tap } from '../e2e/portal-walk.ts'
import { readQr } from '../e2e/read-qr.ts'
import { giveCookies, openStage, stageEnv, type Stage } from '../e2e/stage.ts'
import { publicUrl } from '../setup/public-url.ts'
import { signedIn, startWebmailHouse, type WebmailHouse, type WebmailOptions } from './webmail-house.ts'

export interface WebmailStage extends Stage, WebmailHouse {
  stop(): Promise<void>
}

export const browserAddress = '203.0.113.77'

export async function startWebmailStage(options: WebmailOptions): Promise<WebmailStage> {
  const house = await startWebmailHouse({ ...options, env: stageEnv })
  const stage = await openStage(house.house.world)
  return {
    ...stage,
    ...house,
    async stop() {
      await stage.stop()
      await house.stop()
    },
  }
}

/** A page of a browser that was never here. */
export const newPage = (stage: WebmailStage) => stage.open({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })

/** From webmail's page to the portal's QR. The page is signed out. */
async function toScan(stage: WebmailStage, page: Page, name: string, query: string): Promise<void> {
  await page.goto(`${stage.webmail.url}${query}`)
  await signInOn(page, `${name}@cqu.edu.cn`)
  await see(page, '微信扫码验证')
}

const isIn = (stage: WebmailStage, page: Page) =>
  page.waitForURL((url) => url.href.startsWith(stage.webmail.url) && !url.search.includes('plugin.second_step'))

/** From webmail's page to the mailbox, by the portal and the mini-program. The page is signed out. */
export async function enterOnScreens(stage: WebmailStage, page: Page, name: string): Promise<void> {
  await toScan(stage, page, name, '')
  const phone = await stage.phone(name)
  await phone.scan(page)
  await tap(phone, '确认')
  await isIn(stage, page)
  await phone.page.context().close()
}

/** The same with a phone that has no screen. @param query which of webmail's pages is asked for. */
export async function enter(stage: WebmailStage, page: Page, name: string, query: string): Promise<void> {
  await toScan(stage, page, name, query)
  const phone = stage.world.phone(name)
  await phone.answer(await phone.scan(await readQr(page)), 'approve')
  await isIn(stage, page)
}

/** The mailbox in a browser of its own that has signed in at the portal before, and lets webmail be entered without a word. */
export async function openMailbox(stage: WebmailStage, name: string) {
  const portal = await signedIn(stage.world, name)
  const page = await newPage(stage)
  await giveCookies(page, publicUrl, portal.cookies())
  await page.goto(stage.webmail.url)
  await see(page, `for ${name}`)
  return { page, portal }
}

/** For these pages, which then ask nothing by themselves: the session is older than one that is refused as soon as it has begun, and so is its last look at the mailbox. */
export async function aWhile(stage: WebmailStage, ...pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.waitForLoadState('networkidle')
  await stage.webmail.ageSessions(11)
}

interface Roundcube {
  busy: boolean | null
  commands: Record<string, boolean>
}

/** Presses what Roundcube shows when it listens: until its page is set up, and while it waits for an answer, it drops a command without a word. */
export async function press(button: Locator): Promise<void> {
  await button.page().waitForFunction(() => {
    const { rcmail } = globalThis as { rcmail?: Roundcube }
    return rcmail?.commands['logout'] && !rcmail.busy
  })
  await button.click()
}

/** Whether the page is ours that asks for the password. */
export const isAsked = (page: Page) =>
  page
    .getByLabel('邮箱密码')
    .waitFor({ timeout: 10_000 })
    .then(
      () => page.url().startsWith(publicUrl),
      () => false,
    )

export async function signOutInPortal(page: Page): Promise<void> {
  const tab = await page.context().newPage()
  await tab.goto(`${publicUrl}/settings/factors`)
  await tab.getByRole('button', { name: '退出登录' }).click()
  await see(tab, '邮箱密码')
  await tab.close()
}
