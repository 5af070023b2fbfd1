import type { Page } from 'playwright-core'
import { bindWith, handsOf, prove, type Hands } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { dialog } from '../e2e/guide-walk.ts'
import { see, signInAnewOn } from '../e2e/portal-walk.ts'
import { press, wrong } from '../e2e/typed-person.ts'
import type { Camera } from './camera.ts'

const wide = { width: 1280, height: 900 }
const narrow = { width: 390, height: 844 }
const looks = [
  { name: '', size: wide, isEnglish: false },
  { name: '-390', size: narrow, isEnglish: false },
  { name: '-en', size: wide, isEnglish: true },
  { name: '-en-390', size: narrow, isEnglish: true },
]

const send = /^(发送验证码|Send code)$/
const cancel = /^(取消|Cancel)$/
const ok = /^(确定|OK)$/
const field = (page: Page) => dialog(page).getByLabel(/六位验证码|Six-digit code/)

interface Scene {
  page: Page
  app: Hands
  take(name: string): Promise<void>
}

const open = (page: Page, path: string) => page.goto(new URL(path, page.url()).href)
const beside = (page: Page, name: RegExp) => page.getByRole('button', { name }).click()

async function bindDialogs({ page, take }: Scene): Promise<void> {
  await beside(page, /^(绑定|Bind) (备用邮箱|Backup email)$/)
  await take('bind-email')
  await page.getByLabel(/备用邮箱地址|Backup address/).fill('zm1968@163.com')
  await press(page, send)
  await see(page, /验证码已发送|Code sent/)
  await field(page).fill('5206')
  await take('bind-email-sent')
  await press(page, cancel)
  await beside(page, /^(绑定|Bind) (微信|WeChat)$/)
  await dialog(page)
    .getByRole('img', { name: /二维码|QR/ })
    .waitFor()
  await take('bind-wechat')
  await press(page, cancel)
}

async function changeDialogs({ page, app, take }: Scene): Promise<void> {
  await beside(page, /^(修改|Change) (第三方 OTP|Third-party OTP)$/)
  await take('rebind-totp')
  await press(page, /^(更换其他验证方式|Use another method)$/)
  await take('rebind-others')
  await field(page).fill(await app.code())
  await press(page, ok)
  await see(page, /第 2 步|Step 2/)
  for (const code of ['000000', '000001']) {
    await field(page).fill(code)
    await press(page, ok)
    await see(page, /还可再试|tries left/)
  }
  await take('bind-totp-wrong')
  await press(page, cancel)
  await beside(page, /^(解绑|Unbind) (短信|SMS)$/)
  await take('unbind-sms')
  await press(page, ok)
  await see(page, /5 分钟内有效|Valid 5/)
  await field(page).fill(wrong('123456'))
  await take('unbind-sms-code')
  await press(page, cancel)
}

async function recoveryDialogs({ page, take }: Scene): Promise<void> {
  await beside(page, /^(生成|Generate) /)
  await see(page, /请立即保存|Save them now/)
  await take('recovery-once')
  await press(page, /^(我已保存，完成|Saved, done)$/)
}

async function lists({ page, take }: Scene): Promise<void> {
  for (const [path, name] of [
    ['/settings/devices', 'devices'],
    ['/settings/history', 'history'],
    ['/lost-phone', 'lost-phone'],
    ['/not-me#a-token-that-nobody-made', 'not-me'],
  ] as const) {
    await open(page, path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await take(name)
  }
  await press(page, /冻结|Freeze/)
  await see(page, /链接已失效|no longer good/)
  await take('not-me-expired')
}

/** A person with SMS, an OTP app and a trusted browser. */
async function member({ stage: { world } }: Camera, name: string) {
  const address = await world.user(name)
  const browser = world.browser()
  await signInAnew(browser, address)
  const app = handsOf(world, 'totp', name)
  await bindWith(browser, handsOf(world, 'sms', name))
  await bindWith(browser, app)
  const other = world.browser()
  const { challenge } = await signInAnew(other, address)
  await other.call('POST /api/challenge/trust', { input: { challenge: challenge!.id, wanted: true } })
  await prove(other, challenge, app)
  world.clock.advance(60_000)
  return { address, app }
}

export async function settingsShots(camera: Camera): Promise<void> {
  const { stage, dark } = camera
  for (const { name, size, isEnglish } of looks) {
    const { address, app } = await member(camera, `settings${name}-${dark}`)
    const page = await stage.portal({ dark, ...size })
    await signInAnewOn(page, address)
    await page.getByLabel('六位验证码').fill(await app.code())
    await press(page, '确定')
    await see(page, '欢迎')
    stage.world.clock.advance(60_000)
    await page.evaluate((language) => window.localStorage.setItem('language', language), isEnglish ? 'en' : 'zh-CN')
    await open(page, '/settings/factors')
    await see(page, /二次验证已启用|verification is on/)
    const scene: Scene = { page, app, take: (state) => camera.take(page, `portal-settings-${state}${name}`) }
    await scene.take('factors')
    await bindDialogs(scene)
    await changeDialogs(scene)
    await recoveryDialogs(scene)
    await lists(scene)
  }
}
