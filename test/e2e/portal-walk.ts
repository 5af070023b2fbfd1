import type { Page } from 'playwright-core'
import { bind, mark, markOf } from '../actors/journeys.ts'
import { password } from '../actors/test-database.ts'
import { giveCookies, type ScreenPhone, type Stage } from './stage.ts'

/** The owner's browser: it carries the mark of the one that bound the account, as it would after its first sign-in (R16). */
async function makeKnown(page: Page, address: string): Promise<void> {
  const value = markOf(address)
  if (value) await giveCookies(page, page.url(), [[mark, value]])
}

/** What a person does in the portal, by the words on the screen. */
export async function signInOn(page: Page, address: string): Promise<void> {
  await makeKnown(page, address)
  await signInAnewOn(page, address)
}

/** The same in a browser that the account has never seen. */
export async function signInAnewOn(page: Page, address: string, secret = password): Promise<void> {
  await page.getByLabel('邮箱地址').fill(address)
  await page.getByLabel('邮箱密码').fill(secret)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** Waits until a text is readable. */
export const see = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: 10_000 })

export async function tap(phone: ScreenPhone, name: string | RegExp): Promise<void> {
  await phone.page.locator('wx-page:not([hidden])').getByRole('button', { name }).first().tap()
}

export async function openSettings(page: Page): Promise<void> {
  await page.goto(new URL('/settings/factors', page.url()).href)
  await see(page, '二次验证设置')
}

/** The two digits on the phone. */
export async function shownDigits(phone: ScreenPhone): Promise<string> {
  const number = /(?<!\d)(\d)\s?(\d)(?!\d)/.exec((await phone.text()).split('请在电脑上输入这两位数字')[1] ?? '')
  return `${number?.[1]}${number?.[2]}`
}

/** Reads the two digits from the phone and types them. */
export async function typeDigits(page: Page, phone: ScreenPhone): Promise<void> {
  await page.getByLabel('手机上显示的两位数字').fill(await shownDigits(phone))
  await page.getByRole('button', { name: '确定' }).click()
}

/** Binds a phone's WeChat through both screens. The page is signed in. */
export async function bindOnScreen(page: Page, phone: ScreenPhone): Promise<void> {
  await openSettings(page)
  await page.getByRole('button', { name: /^绑定\s*微信/ }).click()
  await phone.scan(page)
  await see(phone.page, '要绑定这个微信吗？')
  await tap(phone, '确认')
  await see(phone.page, '请在电脑上输入这两位数字')
  await typeDigits(page, phone)
  await see(page, '绑定成功')
}

let people = 0

/** A new person with a mailbox, a portal page and a phone; WeChat bound without the screens. */
export async function boundPerson(stage: Stage, phoneName = `phone-${++people}`) {
  const address = await stage.world.user(`person${++people}`)
  await bind(stage.world.browser(), stage.world.phone(phoneName), address)
  return { address, phoneName }
}

/** A bound person whose page shows the second step, and whose phone has scanned it. @param enter from which browser: a known one, if absent. */
export async function atScan(stage: Stage, enter = signInOn) {
  const { address, phoneName } = await boundPerson(stage)
  const page = await stage.portal()
  const phone = await stage.phone(phoneName)
  await enter(page, address)
  const link = await phone.scan(page)
  return { address, page, phone, phoneName, link }
}
