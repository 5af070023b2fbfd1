import type { Page } from 'playwright-core'
import { lead, newRequest, openDoor } from '../e2e/client-visit.ts'
import { boundPerson, see, signInAnewOn, signInOn, tap } from '../e2e/portal-walk.ts'
import { press, type, typedPerson } from '../e2e/typed-person.ts'
import type { Camera } from './camera.ts'

const looks = [
  { name: '', size: { width: 1280, height: 650 }, isEnglish: false },
  { name: '-390', size: { width: 390, height: 844 }, isEnglish: false },
  { name: '-en', size: { width: 1280, height: 650 }, isEnglish: true },
  { name: '-en-390', size: { width: 390, height: 844 }, isEnglish: true },
]
type Look = (typeof looks)[number]
type Take = (page: Page, name: string) => Promise<void>

const speak = (page: Page, { isEnglish }: Pick<Look, 'isEnglish'>) =>
  page.evaluate((language) => window.localStorage.setItem('language', language), isEnglish ? 'en' : 'zh-CN')

const prove = (page: Page) => lead(page, `/prove?continue=${newRequest()}`)
const ask = /通过任一已绑定的方式验证后|Use any bound method/

/** By a scan: the QR, and what the page says of the phone. */
async function byScan({ stage, dark }: Camera, look: Look, take: Take): Promise<void> {
  const { address, phoneName } = await boundPerson(stage)
  const page = await stage.portal({ dark, ...look.size })
  const phone = await stage.phone(phoneName)
  await openDoor(page)
  await speak(page, look)
  await lead(page, `/sign-in?continue=${newRequest()}`)
  await see(page, '网页邮箱')
  await take(page, 'sign-in-for')
  await speak(page, { isEnglish: false })
  await page.reload()
  await signInOn(page, address)
  if (look.size.width < 760) await press(page, '微信扫码')
  await phone.scan(page)
  await tap(phone, '确认')
  await page.waitForURL('**/openid/continue/*')
  await speak(page, look)
  await prove(page)
  if (look.size.width < 760) {
    await press(page, /^(更换其他验证方式|Use another method)$/)
    await take(page, 'prove-others')
    await press(page, /^(微信扫码|WeChat scan)$/)
  }
  await page.getByRole('img', { name: /二维码|QR/ }).waitFor()
  await take(page, 'prove-scan')
  await phone.scan(page)
  await see(page, /已扫码|Scanned/)
  await take(page, 'prove-scanned')
}

/** By a code; with nothing bound; and the question at the way out. */
async function byCode(camera: Camera, look: Look, take: Take): Promise<void> {
  const { stage, dark } = camera
  const { page, hands, enter } = await typedPerson(stage, ['totp'], { dark, ...look.size })
  await openDoor(page)
  await enter()
  await type(page, await hands.totp.code())
  await see(page, '欢迎')
  await speak(page, look)
  await prove(page)
  await see(page, ask)
  await take(page, 'prove-code')
  await page.getByRole('banner').getByRole('link').first().click()
  await see(page, /继续前往网页邮箱|Continue to 网页邮箱/)
  await take(page, 'welcome-for')
  await lead(page, `/sign-out?for=${newRequest()}`)
  await see(page, /要退出|Sign out/)
  await take(page, 'sign-out')
  const other = await stage.portal({ dark, ...look.size })
  await openDoor(other)
  await signInAnewOn(other, await stage.world.user(`nothing${look.name}-${dark}`))
  await see(other, '欢迎')
  await speak(other, look)
  await prove(other)
  await see(other, /未绑定验证方式|no method bound/)
  await take(other, 'prove-nothing')
}

/** A request that this browser has not begun: the door's own page, in both languages at once. */
async function lost({ stage, dark }: Camera, look: Look, take: Take): Promise<void> {
  const page = await stage.portal({ dark, ...look.size })
  await lead(page, `/openid/continue/${newRequest()}`)
  await see(page, 'session_not_found')
  await take(page, 'trouble')
}

export async function clientShots(camera: Camera): Promise<void> {
  for (const look of looks) {
    const take: Take = (page, name) => camera.take(page, `portal-${name}${look.name}`)
    await byScan(camera, look, take)
    await byCode(camera, look, take)
    if (!look.isEnglish) await lost(camera, look, take)
  }
}
