// What the guide's reader does, step by step and by its words.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { codeSubject, lastLine } from '../../shared/messages/mail.ts'
import { see, signInAnewOn } from './portal-walk.ts'
import type { Stage } from './stage.ts'
import { press } from './typed-person.ts'

let people = 0

/** Somebody without any factor, signed in, on the account page. */
export async function newcomer(stage: Stage) {
  const name = `reader${(people += 1)}`
  const address = await stage.world.user(name)
  const page = await stage.portal()
  await signInAnewOn(page, address)
  await see(page, '欢迎')
  return { name, address, page }
}

async function follow(page: Page, first: string, ...steps: string[]): Promise<void> {
  await page.getByRole('button', { name: first, exact: true }).click()
  for (const step of steps) await press(page, step)
  await page.getByRole('link', { name: '二次验证设置' }).first().click()
  await page.getByRole('heading', { level: 1, name: '二次验证设置' }).waitFor()
}

/** 路径 1, from the account page. */
export const byAvatar = (page: Page) => follow(page, '头像', '个人设置', '安全设置')
/** 路径 2, from the account page. */
export const byGear = (page: Page) => follow(page, '邮箱设置', '安全设置')

/** The page goes from anywhere to the account page, as people do: by the name of the service. */
export async function goHome(page: Page): Promise<void> {
  await page.getByRole('link', { name: '邮箱安全助手' }).click()
  await see(page, '欢迎')
}

/** 【绑定】, 【修改】 or 【解绑】 beside a factor. */
export const pressBeside = (page: Page, what: '绑定' | '修改' | '解绑', factor: string) =>
  page.getByRole('button', { name: `${what} ${factor}`, exact: true }).click()

/** The open dialog. */
export const dialog = (page: Page) => page.getByRole('dialog')

export const seeDialog = (page: Page, title: string) =>
  page.getByRole('dialog', { name: title, exact: true }).waitFor({ timeout: 10_000 })

/** 【确定】 of the open dialog. */
const ok = (page: Page) => dialog(page).getByRole('button', { name: '确定', exact: true }).click()

/** Types the six digits into the open dialog and confirms them. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await dialog(page).getByLabel('六位验证码').fill(code)
  await ok(page)
}

/** The code in the newest mail with a code to this address, which is as the guide's picture 3-1-2 shows it. @throws Error when it is not. */
export async function mailedCode(stage: Stage, to: string): Promise<string> {
  const mails = await stage.world.smtp.mails(to)
  const text = mails.findLast(({ headers }) => headers['subject'] === codeSubject)?.text ?? ''
  const code = /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0]
  if (!code || !text.trimEnd().endsWith(lastLine)) throw new Error('no mail like the one of the guide')
  return code
}

const run = (program: string, ...args: string[]) =>
  spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } }).stdout.trim()

/** What an OTP app reads from the QR on the screen: a screenshot, read by zbarimg. */
export async function scanSecret(page: Page): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'qr-'))
  const path = join(folder, 'qr.png')
  try {
    await dialog(page).getByRole('img', { name: /OTP/ }).screenshot({ path })
    return run('zbarimg', '--quiet', '--raw', path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** An OTP app that took this otpauth link in: its code now, by oathtool. */
export function appCode(stage: Stage, link: string): string {
  const secret = new URL(link).searchParams.get('secret') ?? ''
  const now = stage.world.clock.now().toISOString().replace('T', ' ').slice(0, 19)
  return run('oathtool', '--totp', '--base32', '--now', `${now} UTC`, secret)
}
