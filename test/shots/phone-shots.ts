import { limits } from '../../shared/limits.ts'
import { boundPerson, openSettings, see, signInAnewOn, signInOn, tap, typeDigits } from '../e2e/portal-walk.ts'
import { readQr } from '../e2e/read-qr.ts'
import type { Camera } from './camera.ts'

async function alone({ stage, dark, take }: Camera): Promise<void> {
  const visitor = await stage.phone(`visitor-${dark}`, { dark })
  await see(visitor.page, '邮箱登录，多一道锁')
  await take(visitor.page, 'phone-visitor')
  await tap(visitor, '看演示')
  await take(visitor.page, 'phone-visitor-demo')
  const { phoneName } = await boundPerson(stage)
  const phone = await stage.phone(phoneName, { dark })
  await see(phone.page, '每 30 秒自动更换')
  await take(phone.page, 'phone-codes')
  await phone.setOffline(true)
  await phone.page.waitForTimeout(500)
  await take(phone.page, 'phone-codes-offline')
  await phone.setOffline(false)
  for (const [tab, name] of [
    ['我的邮箱', 'phone-mailboxes'],
    ['帮助', 'phone-help'],
  ] as const) {
    await phone.page.locator('#tab-bar, .tab-bar, [role=tablist]').getByText(tab).first().click()
    await phone.page.waitForTimeout(500)
    await take(phone.page, name)
  }
  const english = await stage.phone(phoneName, { dark, language: 'en' })
  await see(english.page, 'Changes every 30 s')
  await take(english.page, 'phone-codes-en')
}

async function signIns({ stage, dark, take }: Camera): Promise<void> {
  const { address, phoneName } = await boundPerson(stage)
  const page = await stage.portal({ dark })
  const phone = await stage.phone(phoneName, { dark })
  await signInOn(page, address)
  const link = await phone.scan(page)
  await see(phone.page, '是您在登录邮箱吗？')
  await take(phone.page, 'phone-confirm-login')
  const other = await stage.phone('shot-other', { dark })
  await other.scanText(link)
  await take(other.page, 'phone-other-phone')
  await phone.setOffline(true)
  await tap(phone, '确认')
  await see(phone.page, '网络不可用，尚未确认')
  await take(phone.page, 'phone-confirm-offline')
  await phone.setOffline(false)
  await tap(phone, '重试')
  await see(phone.page, '已确认登录')
  await take(phone.page, 'phone-done-login')
}

async function doubtful({ stage, dark, take }: Camera): Promise<void> {
  const { address, phoneName } = await boundPerson(stage)
  for (const language of ['zh_CN', 'en']) {
    const page = await stage.portal({ dark })
    const phone = await stage.phone(phoneName, { dark, language })
    await signInAnewOn(page, address)
    await phone.scan(page)
    await see(phone.page, language === 'en' ? 'Sign-in from a new browser' : '陌生浏览器登录')
    await take(phone.page, language === 'en' ? 'phone-confirm-doubtful-en' : 'phone-confirm-doubtful')
    await phone.page.waitForTimeout(limits.dangerDelay + 200)
    await take(phone.page, language === 'en' ? 'phone-confirm-doubtful-ready-en' : 'phone-confirm-doubtful-ready')
    await tap(phone, language === 'en' ? "It wasn't me" : '不是我操作')
    await see(page, '已在手机上报告“不是我操作”')
  }
  const page = await stage.portal({ dark, width: 390, height: 844 })
  await signInAnewOn(page, address)
  await page.getByLabel('六位验证码').fill(await stage.world.phone(phoneName).code())
  await page.getByRole('button', { name: '确定' }).click()
  await see(page, '请修改邮箱密码')
  await take(page, 'portal-reported-390')
  await page.setViewportSize({ width: 1280, height: 800 })
  await take(page, 'portal-reported')
}

async function refusals({ stage, dark, take }: Camera): Promise<void> {
  const { address, phoneName } = await boundPerson(stage)
  const page = await stage.portal({ dark })
  const phone = await stage.phone(phoneName, { dark })
  await signInOn(page, address)
  const stranger = await stage.phone('shot-not-bound', { dark })
  await stranger.scan(page)
  await see(stranger.page, '此微信未绑定该邮箱')
  await take(stranger.page, 'phone-not-bound')
  const computer = await stage.phone(phoneName, { dark, platform: 'windows' })
  await computer.scan(page).catch(() => undefined)
  await take(computer.page, 'phone-computer')
  await page
    .getByRole('button', { name: '重新生成二维码' })
    .click()
    .catch(() => undefined)
  await phone.scan(page)
  await tap(phone, '拒绝')
  await see(phone.page, '这次登录没有成功')
  await take(phone.page, 'phone-refused')
  await page.getByRole('button', { name: '重新生成二维码' }).click()
  await see(page, '微信扫码验证')
  const old = await readQr(page)
  stage.world.clock.advance(limits.ticketLife + 1_000)
  await phone.scanText(old)
  await see(phone.page, '二维码已过期')
  await take(phone.page, 'phone-expired')
}

async function changes({ stage, dark, take }: Camera): Promise<void> {
  const address = await stage.world.user(`changes-${dark}`)
  const page = await stage.portal({ dark })
  const phone = await stage.phone(`changes-phone-${dark}`, { dark })
  await signInOn(page, address)
  await see(page, '欢迎')
  await openSettings(page)
  await page.getByRole('button', { name: /^绑定\s*微信/ }).click()
  await phone.scan(page)
  await see(phone.page, '要绑定这个微信吗？')
  await take(phone.page, 'phone-bind')
  await tap(phone, '确认')
  await see(phone.page, '请在电脑上输入这两位数字')
  await take(phone.page, 'phone-bind-number')
  await typeDigits(page, phone)
  await see(phone.page, '已绑定')
  await take(phone.page, 'phone-done-bound')
  await page.getByRole('button', { name: '完成' }).click()
  await page.getByRole('button', { name: /^解绑\s*微信/ }).click()
  await page.getByRole('button', { name: '确定' }).click()
  await phone.scan(page)
  await see(phone.page, '要解绑微信吗？')
  await take(phone.page, 'phone-confirm-unbind')
  await phone.page.waitForTimeout(3_200)
  await tap(phone, '确认解绑')
  await see(phone.page, '已解绑')
  await take(phone.page, 'phone-done-unbound')
}

export async function phoneShots(camera: Camera): Promise<void> {
  await alone(camera)
  await signIns(camera)
  await doubtful(camera)
  await changes(camera)
  await refusals(camera)
}
