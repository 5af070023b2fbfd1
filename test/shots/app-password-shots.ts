import type { Page } from 'playwright-core'
import { bindWith, handsOf } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { mailDoor } from '../actors/mail-door.ts'
import { dialog } from '../e2e/guide-walk.ts'
import { see, signInAnewOn } from '../e2e/portal-walk.ts'
import { press } from '../e2e/typed-person.ts'
import type { Camera } from './camera.ts'

const wide = { width: 1280, height: 800 }
const narrow = { width: 390, height: 844 }
const looks = [
  { name: '', size: wide, isEnglish: false },
  { name: '-390', size: narrow, isEnglish: false },
  { name: '-en', size: wide, isEnglish: true },
  { name: '-en-390', size: narrow, isEnglish: true },
]
const kinds = [
  { name: '家里的 Thunderbird', protocols: ['imap', 'smtp'], life: 'unlimited' },
  { name: '实验室发信脚本', protocols: ['smtp'], life: 'quarter' },
  { name: '办公室 Foxmail', protocols: ['imap', 'pop3', 'smtp'], life: 'unlimited' },
  { name: '手机 Outlook', protocols: ['imap', 'smtp'], life: 'year' },
] as const

interface Scene {
  page: Page
  take(name: string): Promise<void>
}

const open = (page: Page, path: string) => page.goto(new URL(path, page.url()).href)
const generate = /^(生成专用密码|Generate app password)$/

async function enter({ stage, dark }: Camera, address: string, { size, isEnglish }: (typeof looks)[number]) {
  const page = await stage.portal({ dark, ...size })
  await signInAnewOn(page, address)
  await page.evaluate((language) => window.localStorage.setItem('language', language), isEnglish ? 'en' : 'zh-CN')
  return page
}

/** Nobody has bound anything yet, and mail clients sign in with the mailbox password. */
async function before(camera: Camera, look: (typeof looks)[number]): Promise<void> {
  const { stage, doorSecret, take } = camera
  const address = await stage.world.user(`clients${look.name}-${camera.dark}`)
  const door = mailDoor(() => stage.world.doors, doorSecret)
  for (const [protocol, ip] of [
    ['imap', '113.204.8.9'],
    ['submission', '113.204.8.9'],
    ['pop3', '202.202.1.1'],
  ] as const)
    await door.post('/doors/report', { login: address, protocol, remote: ip, success: true })
  const page = await enter(camera, address, look)
  await see(page, '欢迎')
  for (const [path, name] of [
    ['/welcome', 'welcome-before'],
    ['/settings/factors', 'factors-before'],
    ['/settings/app-passwords', 'app-passwords-before'],
  ] as const) {
    await open(page, path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await take(page, `portal-${name}${look.name}`)
  }
}

async function dialogs({ page, take }: Scene): Promise<void> {
  await page.getByRole('button', { name: generate }).click()
  await take('generate')
  await press(page, /^(生成|Generate)$/)
  await take('generate-missing')
  await dialog(page).getByRole('textbox').fill('手机 Outlook')
  await press(page, /^(生成|Generate)$/)
  await see(page, /专用密码已生成|App password created/)
  await take('once')
  await press(page, 'Thunderbird')
  await dialog(page).evaluate((element) => element.scrollTo(0, element.scrollHeight))
  await take('once-setup')
  await press(page, /^(我已保存，完成|Saved, done)$/)
  await page
    .getByRole('button', { name: /^(删除|Delete) / })
    .first()
    .click()
  await take('remove')
  await press(page, /^(取消|Cancel)$/)
}

async function list(camera: Camera, look: (typeof looks)[number]): Promise<void> {
  const { stage, doorSecret } = camera
  const name = `passwords${look.name}-${camera.dark}`
  const address = await stage.world.user(name)
  const browser = stage.world.browser()
  await signInAnew(browser, address)
  const app = handsOf(stage.world, 'totp', name)
  await bindWith(browser, app)
  const door = mailDoor(() => stage.world.doors, doorSecret)
  stage.world.clock.advance(60_000)
  const page = await enter(camera, address, look)
  await page.getByLabel(/六位验证码|Six-digit code/).fill(await app.code())
  await press(page, /^(确定|OK)$/)
  await see(page, /欢迎|Welcome/)
  const take = (state: string) => camera.take(page, `portal-app-passwords-${state}${look.name}`)
  await open(page, '/settings/app-passwords')
  await see(page, /还没有专用密码|No app passwords yet/)
  await take('empty')
  for (const input of kinds) {
    const { password: secret } = await browser.call('POST /api/app-passwords', {
      input: { ...input, protocols: [...input.protocols] },
    })
    if (input.name.includes('Outlook')) await door.dovecot(address, secret, 'imap', '113.204.8.9')
  }
  await page.reload()
  await see(page, '113.204')
  await take('list')
  await dialogs({ page, take })
}

/** 客户端专用密码, its dialogs, and what is said before the first method is bound. */
export async function appPasswordShots(camera: Camera): Promise<void> {
  for (const look of looks) {
    await before(camera, look)
    await list(camera, look)
  }
}
