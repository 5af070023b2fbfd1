// 客户端专用密码, as people walk through it.
import type { Page } from 'playwright-core'
import { dialog, seeDialog } from './guide-walk.ts'
import { press } from './typed-person.ts'

export const seePage = (page: Page) => page.getByRole('heading', { level: 1, name: '客户端专用密码' }).waitFor()

/** 路径 1 or 路径 2, from the account page. */
export async function followTo(page: Page, first: string, ...steps: string[]): Promise<void> {
  for (const step of [first, ...steps]) await press(page, step)
  await page.locator('.path-menu-list').getByRole('link', { name: '客户端专用密码' }).click()
  await seePage(page)
}

export async function openPage(page: Page): Promise<void> {
  await page.goto(new URL('/settings/app-passwords', page.url()).href)
  await seePage(page)
}

export const inDialog = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click()

/** Steps 2 and 3 of the guide. */
export async function generate(page: Page, name: string): Promise<void> {
  await press(page, '生成专用密码')
  await seeDialog(page, '生成专用密码')
  await page.getByLabel('名称').fill(name)
  await inDialog(page, '生成')
}

/** The password, as it is written in the dialog that shows it once. */
export async function shownLetters(page: Page): Promise<string> {
  await seeDialog(page, '专用密码已生成')
  return (await page.locator('.once-letters').innerText()).trim()
}
