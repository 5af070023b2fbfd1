import type { Page } from 'playwright-core'
import { bindWith, handsOf } from '../actors/hands.ts'
import { bind } from '../actors/journeys.ts'
import { see, signInOn } from '../e2e/portal-walk.ts'
import { press } from '../e2e/typed-person.ts'
import type { Camera } from './camera.ts'

const wide = { width: 1280, height: 650 }
const narrow = { width: 390, height: 844 }

/** A person who has bound everything, and made recovery codes. */
async function wellBound({ stage: { world } }: Camera, name: string): Promise<string> {
  const address = await world.user(name)
  const browser = world.browser()
  await bind(browser, world.phone(name), address)
  for (const kind of ['email', 'totp', 'sms'] as const) await bindWith(browser, handsOf(world, kind, name))
  await browser.call('POST /api/recovery-codes', { input: {} })
  return address
}

type Take = (page: Page, name: string) => Promise<void>

/** Every method of the second step as it opens, and what a message says of itself. */
async function methods(page: Page, take: Take): Promise<void> {
  await take(page, 'qr')
  await press(page, /^(备用邮箱|Backup email)$/)
  await take(page, 'email')
  await press(page, /^(发送验证码|Send code)$/)
  await see(page, /分钟内有效|Valid \d/)
  await take(page, 'email-sent')
  await press(page, /^(没有收到验证码？|No code received\?)$/)
  await take(page, 'email-not-received')
  await press(page, /^(第三方 OTP|Third-party OTP)$/)
  await take(page, 'totp')
  await press(page, /^(使用恢复码|Use a recovery code)$/)
  await take(page, 'recovery')
}

/** What can become of a text message. */
async function messages(page: Page, { stage: { world } }: Camera, take: Take): Promise<void> {
  await world.sms.fault({ kind: 'code', code: 'isv.BUSINESS_LIMIT_CONTROL' })
  await press(page, '短信')
  await see(page, '短信暂时无法发送')
  await take(page, 'sms-failed')
  await world.sms.clearFaults()
  world.clock.advance(61_000)
  await page.reload()
  await press(page, '重试')
  await see(page, '分钟内有效')
  await take(page, 'sms-sent')
  world.clock.advance(300_000)
  await page.reload()
  await see(page, '验证码已过期')
  await take(page, 'sms-expired')
}

export async function secondStepShots(camera: Camera): Promise<void> {
  const { stage, dark } = camera
  const looks = [
    { name: '', size: wide, language: null },
    { name: '-390', size: narrow, language: null },
    { name: '-en', size: wide, language: 'English' },
    { name: '-390-en', size: narrow, language: 'English' },
  ]
  for (const { name, size, language } of looks) {
    const page = await stage.portal({ dark, ...size })
    await signInOn(page, await wellBound(camera, `shot${name}${dark ? '-dark' : ''}`))
    const take: Take = (of, state) => camera.take(of, `portal-second-step-${state}${name}`)
    await see(page, '换一种方式验证')
    if (language) await press(page, language)
    if (size === narrow) await press(page, /^(微信扫码|WeChat scan)$/)
    await methods(page, take)
    if (name === '') await messages(page, camera, take)
  }
}
