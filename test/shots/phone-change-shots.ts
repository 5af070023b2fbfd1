import { limits } from '../../shared/limits.ts'
import { beginChange, bindWith, handsOf } from '../actors/hands.ts'
import { bind, linkOf, redeem, signIn, type Challenge } from '../actors/journeys.ts'
import { see, shownDigits, tap } from '../e2e/portal-walk.ts'
import type { ScreenPhone } from '../e2e/stage.ts'
import type { Camera } from './camera.ts'

const looks = [
  { end: '', options: {} },
  { end: '-en', options: { language: 'en' } },
  { end: '-large', options: { scale: 1.75 } },
]

/** One question in Chinese, in English, and in WeChat's largest text. @returns the first of these phones, which shows `words`. */
async function question(camera: Camera, phoneName: string, challenge: Challenge | null, name: string, words: string) {
  const { stage, dark, take } = camera
  const phones: ScreenPhone[] = []
  for (const { end, options } of looks) {
    const phone = await stage.phone(phoneName, { dark, ...options })
    await phone.scanText(linkOf(challenge))
    await see(phone.page, options.language === 'en' ? 'Refuse' : words)
    await take(phone.page, `phone-${name}${end}`)
    phones.push(phone)
  }
  return phones[0]!
}

async function ready(phone: ScreenPhone): Promise<void> {
  await phone.page.waitForTimeout(limits.dangerDelay + 300)
}

async function proofs(camera: Camera, phoneName: string, address: string): Promise<void> {
  const browser = camera.stage.world.browser()
  const { challenge } = await signIn(browser, address)
  await browser.call('POST /api/challenge/trust', { input: { challenge: challenge!.id, wanted: true } })
  const phone = await question(camera, phoneName, challenge, 'confirm-trust', '信任此设备')
  await phone.page.getByRole('switch').tap()
  await camera.take(phone.page, 'phone-confirm-trust-off')
  await tap(phone, '确认')
  await see(phone.page, '已确认登录')
  await redeem(browser, challenge!)
  const toProve = await browser.call('POST /api/proof', { input: {} })
  const proving = await question(camera, phoneName, toProve, 'prove', '是您在修改安全设置吗？')
  await tap(proving, '拒绝')
  await see(proving.page, '没有更改任何设置。')
  await camera.take(proving.page, 'phone-prove-refused')
}

/** @param camera its stage's person has WeChat and a backup address. */
async function changes(camera: Camera, phoneName: string, address: string): Promise<void> {
  const { stage, take } = camera
  const browser = stage.world.browser()
  await bind(browser, stage.world.phone(phoneName), address)
  await bindWith(browser, handsOf(stage.world, 'email', phoneName))
  await proofs(camera, phoneName, address)
  await question(camera, phoneName, await beginChange(browser, 'rebind', 'email'), 'change-email', '要修改备用邮箱吗？')
  const toUnbind = await beginChange(browser, 'unbind', 'email')
  const phone = await question(camera, phoneName, toUnbind, 'unbind-email', '要解绑备用邮箱吗？')
  await ready(phone)
  await take(phone.page, 'phone-unbind-email-ready')
  const toProve = await beginChange(browser, 'rebind', 'wechat')
  const old = await question(camera, phoneName, toProve, 'rebind-old', '要把这个微信换掉吗？')
  await ready(old)
  await tap(old, '确认')
  await see(old.page, '已验证')
  await take(old.page, 'phone-rebind-old-done')
  const { challenge } = await redeem(browser, toProve)
  const next = await question(camera, `${phoneName}-next`, challenge, 'rebind-new', '要换绑到这个微信吗？')
  await tap(next, '确认')
  await see(next.page, '请在电脑上输入这两位数字')
  await take(next.page, 'phone-rebind-number')
  await redeem(browser, challenge!, await shownDigits(next))
  await see(next.page, '已换绑')
  await take(next.page, 'phone-rebind-new-done')
  await mailboxes(next)
  await take(next.page, 'phone-mailboxes-changed')
}

async function mailboxes(phone: ScreenPhone): Promise<void> {
  await tap(phone, '完成')
  await phone.page.locator('#tab-bar, .tab-bar, [role=tablist]').getByText('我的邮箱').first().click()
  await see(phone.page, '换绑微信')
}

/** Everything that the phone is asked beside a plain sign-in and the first bind. */
export async function phoneChangeShots(camera: Camera): Promise<void> {
  const name = `shot-change-${camera.dark}`
  await changes(camera, name, await camera.stage.world.user(name))
}
