import type { Page } from 'playwright-core'
import { limits } from '../../shared/limits.ts'
import { boundPerson, openSettings, see, signInOn, tap } from '../e2e/portal-walk.ts'
import type { Camera } from './camera.ts'
import { settingsShots } from './settings-shots.ts'
import { secondStepShots } from './second-step-shots.ts'

const narrow = { width: 390, height: 844 }

async function signInPage({ stage, dark, take }: Camera): Promise<void> {
  const page = await stage.portal({ dark })
  await take(page, 'portal-sign-in')
  await signInOn(page, 'nobody@cqu.edu.cn')
  await see(page, '邮箱地址或密码不正确')
  await take(page, 'portal-sign-in-wrong')
  const small = await stage.portal({ dark, ...narrow })
  await take(small, 'portal-sign-in-390')
  const english = await stage.portal({ dark, locale: 'en-US' })
  await english
    .getByRole('button', { name: 'English' })
    .click()
    .catch(() => undefined)
  await take(english, 'portal-sign-in-en')
}

/** The states of the QR, one person each. */
async function qrStates({ stage, dark, take }: Camera): Promise<void> {
  const { address, phoneName } = await boundPerson(stage)
  const phone = await stage.phone(phoneName)
  const page = await stage.portal({ dark })
  const small = await stage.portal({ dark, ...narrow })
  await signInOn(small, address)
  await small.waitForTimeout(600)
  await take(small, 'portal-second-step-390')
  await small
    .getByRole('button', { name: '微信扫码' })
    .click()
    .catch(() => undefined)
  await take(small, 'portal-second-step-qr-390')
  await signInOn(page, address)
  await see(page, '微信扫码验证')
  await take(page, 'portal-second-step-qr')
  const stranger = await stage.phone('shot-stranger')
  await stranger.scan(page)
  await see(page, '这个微信未绑定此邮箱')
  await take(page, 'portal-qr-other-wechat')
  await page.getByRole('button', { name: '重新生成二维码' }).click()
  await phone.scan(page)
  await see(page, '已扫码')
  await take(page, 'portal-qr-scanned')
  await tap(phone, '拒绝')
  await see(page, '已在手机上拒绝')
  await take(page, 'portal-qr-denied')
  await page.getByRole('button', { name: '重新生成二维码' }).click()
  await phone.scan(page, 'album')
  await tap(phone, '确认')
  await see(page, '手机上显示的两位数字')
  await take(page, 'portal-second-step-number')
  await signInAgain(page, address)
  await phone.scan(page)
  await tap(phone, '不是我操作')
  await see(page, '已在手机上报告')
  await take(page, 'portal-qr-reported')
}

async function signInAgain(page: Page, address: string): Promise<void> {
  await page.getByRole('button', { name: '换账号' }).click()
  await signInOn(page, address)
  await see(page, '微信扫码验证')
}

async function codeStates({ stage, dark, take }: Camera): Promise<void> {
  const { address } = await boundPerson(stage)
  const page = await stage.portal({ dark })
  await signInOn(page, address)
  await page.getByRole('button', { name: '验证码' }).click()
  await take(page, 'portal-second-step-code')
  for (let tries = 1; tries <= limits.triesBeforeRest; tries += 1) {
    await page.getByLabel('六位验证码').fill('000000')
    await page.getByRole('button', { name: '确定' }).click()
    await page.waitForTimeout(400)
    if (tries === 1) await take(page, 'portal-second-step-code-error')
  }
  await see(page, /尝试次数过多/)
  await take(page, 'portal-second-step-code-locked')
}

async function settings({ stage, dark, take }: Camera): Promise<void> {
  const address = await stage.world.user(`settings-${dark}`)
  const page = await stage.portal({ dark })
  const phone = await stage.phone(`settings-phone-${dark}`)
  await signInOn(page, address)
  await see(page, '欢迎')
  await take(page, 'portal-welcome')
  await openSettings(page)
  await take(page, 'portal-factors-off')
  await page.getByRole('button', { name: /^绑定\s*微信/ }).click()
  await page.waitForTimeout(500)
  await take(page, 'portal-bind-wechat')
  await phone.scan(page)
  await see(page, '已扫码')
  await take(page, 'portal-bind-wechat-scanned')
  await tap(phone, '确认')
  await see(phone.page, '请在电脑上输入这两位数字')
  const digits = (await phone.text()).split('请在电脑上输入这两位数字')[1]?.replace(/\s/g, '').slice(0, 2) ?? ''
  await page.getByLabel('手机上显示的两位数字').fill(digits)
  await page.getByRole('button', { name: '确定' }).click()
  await see(page, '绑定成功')
  await take(page, 'portal-bind-wechat-done')
  await page.getByRole('button', { name: '完成' }).click()
  await take(page, 'portal-factors')
  await page.setViewportSize(narrow)
  await take(page, 'portal-factors-390')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: /^解绑\s*微信/ }).click()
  await take(page, 'portal-unbind-confirm')
  await page.getByRole('button', { name: '确定' }).click()
  await page.waitForTimeout(500)
  await take(page, 'portal-unbind-scan')
  await page.goto(new URL('/help', page.url()).href)
  await take(page, 'portal-help')
  await page.goto(new URL('/w/AAAAAAAAAAAAAAAAAAAAAA', page.url()).href)
  await take(page, 'portal-scan-help')
}

export async function portalShots(camera: Camera): Promise<void> {
  await signInPage(camera)
  await qrStates(camera)
  await codeStates(camera)
  await secondStepShots(camera)
  await settings(camera)
  await settingsShots(camera)
}
