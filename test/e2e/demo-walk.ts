// What somebody does who tries the demo, by the words on its screens.
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'
import { openPage, launch } from './stage.ts'

export type PhoneOnDesk = '手机一' | '手机二'

export interface Visit {
  browser: Browser
  /** The console. */
  desk: Page
  portal: Page
}

const [address, password] = ['zhangming@cqu.edu.cn', 'demo-password']

/** Opens the console, and the sign-in page from there. */
export async function visit(url: string): Promise<Visit> {
  const browser = await launch(url)
  const permissions = ['clipboard-read', 'clipboard-write']
  const desk = await openPage(browser, { viewport: { width: 1280, height: 900 }, locale: 'zh-CN', permissions })
  await desk.goto(url)
  return { browser, desk, portal: await opens(desk.getByRole('link', { name: '打开登录页' }).first()) }
}

/** The page that a link opens beside this one. */
export async function opens(link: Locator): Promise<Page> {
  const opened = link.page().context().waitForEvent('page')
  await link.click()
  return opened
}

export const see = (at: Page | FrameLocator | Locator, text: string | RegExp) =>
  at.getByText(text).first().waitFor({ timeout: 10_000 })

export const press = (at: Page | Locator, name: string | RegExp) => at.getByRole('button', { name }).first().click()

/** What is on the screen of a phone: the page on top. */
export const phoneOn = (desk: Page, name: PhoneOnDesk) => desk.frameLocator(`iframe[title="${name}"]`)

export const tap = (phone: FrameLocator, name: string | RegExp) =>
  phone.locator('wx-page:not([hidden])').getByRole('button', { name }).first().click()

const textOf = async (phone: FrameLocator) =>
  (await phone.locator('wx-page:not([hidden])').innerText()).replace(/\s+/g, ' ')

/** The two digits that a phone shows for the computer. */
export async function digitsOn(phone: FrameLocator): Promise<string> {
  const [, after = ''] = (await textOf(phone)).split('请在电脑上输入这两位数字')
  return (/(?<!\d)\d\s?\d(?!\d)/.exec(after)?.[0] ?? '').replace(' ', '')
}

/** The six digits on a phone's page 验证码. */
export const codeOn = async (phone: FrameLocator): Promise<string> =>
  (/\d{3}\s\d{3}/.exec(await textOf(phone))?.[0] ?? '').replace(' ', '')

/** A phone, the outbox. */
export const place = (desk: Page, name: PhoneOnDesk | '发件箱') => desk.getByRole('region', { name })

export const scanWith = (desk: Page, name: PhoneOnDesk) => press(place(desk, name), '扫描二维码')

export async function signIn(portal: Page): Promise<void> {
  await portal.getByLabel('邮箱地址').fill(address)
  await portal.getByLabel('邮箱密码').fill(password)
  await press(portal, /^登录$/)
}

/** From anywhere in the portal. */
export async function signOut(portal: Page): Promise<void> {
  await portal.getByRole('link', { name: '邮箱安全助手' }).click()
  await press(portal, '退出登录')
}

export async function openSettings(portal: Page): Promise<void> {
  await portal.getByRole('link', { name: '二次验证设置' }).first().click()
  await portal.getByRole('heading', { name: '二次验证设置' }).waitFor()
}

export async function typeCode(portal: Page, code: string): Promise<void> {
  await portal.getByLabel('六位验证码').fill(code)
  await press(portal, '确定')
}

export async function seeBound(portal: Page): Promise<void> {
  await see(portal, '绑定成功')
  await press(portal, '完成')
}

/** The newest message in the outbox that is to this address or number and holds this text, once it is there. */
export async function message(desk: Page, to: string, text: string | RegExp): Promise<Locator> {
  const found = place(desk, '发件箱').getByRole('listitem').filter({ hasText: to }).filter({ hasText: text }).first()
  await found.waitFor({ timeout: 10_000 })
  return found
}

/** Copies the six digits of a message, by its button. */
export async function copyCode(sent: Locator): Promise<string> {
  await press(sent, '复制')
  await see(sent, '已复制')
  return sent.page().evaluate(() => navigator.clipboard.readText())
}
