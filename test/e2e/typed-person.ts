import type { Page } from 'playwright-core'
import { bindWith, handsOf, type Hands, type Typed } from '../actors/hands.ts'
import { mark, signInAnew } from '../actors/journeys.ts'
import { see, signInAnewOn } from './portal-walk.ts'
import { giveCookies, type Stage } from './stage.ts'

/** A person who has bound these without the screens, in this order, and a known browser's page that is not signed in yet. */
export interface TypedPerson {
  address: string
  page: Page
  hands: Record<Typed, Hands>
  recoveryCodes: string[]
  /** Types address and password on this page. */
  enter(): Promise<void>
}

let people = 0

export async function typedPerson(stage: Stage, kinds: readonly Typed[], options = {}): Promise<TypedPerson> {
  const { world } = stage
  const name = `typed${(people += 1)}`
  const address = await world.user(name)
  const browser = world.browser()
  await signInAnew(browser, address)
  const hands = {
    email: handsOf(world, 'email', name),
    sms: handsOf(world, 'sms', name),
    totp: handsOf(world, 'totp', name),
  }
  for (const kind of kinds) await bindWith(browser, hands[kind])
  const { codes } = await browser.call('POST /api/recovery-codes', { input: {} })
  const page = await stage.portal(options)
  const value = browser.cookies().get(mark) ?? ''
  await giveCookies(page, page.url(), [[mark, value]])
  return { address, page, hands, recoveryCodes: codes, enter: () => signInAnewOn(page, address) }
}

export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click()

/** Types a code and confirms it. */
export async function type(page: Page, code: string): Promise<void> {
  await page.getByLabel('六位验证码').fill(code)
  await press(page, '确定')
}

/** Another code than the right one. */
export const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

export const trustBox = (page: Page) => page.getByRole('checkbox', { name: '同设备登录免二次验证' })

/** Leaves the account page for the sign-in page. */
export async function leave(page: Page): Promise<void> {
  await see(page, '欢迎')
  await press(page, '退出登录')
  await see(page, '登录邮箱')
}

/** What the focused element is called. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement
    const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : at?.textContent
    return at?.getAttribute('aria-label') ?? label ?? ''
  })

/** What the next stops of the keyboard are called. */
export async function tabs(page: Page, count: number): Promise<string[]> {
  const names: string[] = []
  while (names.length < count) {
    await page.keyboard.press('Tab')
    names.push(await focused(page))
  }
  return names
}
