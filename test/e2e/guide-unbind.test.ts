import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { bindWith, handsOf, newNumber, type Hands, type Typed } from '../actors/hands.ts'
import { bind } from '../actors/journeys.ts'
import {
  appCode,
  byAvatar,
  byGear,
  dialog,
  mailedCode,
  pressBeside,
  scanSecret,
  seeDialog,
  typeCode,
} from './guide-walk.ts'
import { see, signInOn, tap, typeDigits } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { press, typedPerson } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterAll(() => stage.stop())

/** Somebody with these factors, bound without the screens, signed in by the last of them. */
async function member(...kinds: Typed[]) {
  const person = await typedPerson(stage, kinds)
  const { page, hands, enter } = person
  await enter()
  await proveAtSignIn(page, hands[kinds.at(-1)!])
  return person
}

async function proveAtSignIn(page: Page, hands: Hands): Promise<void> {
  const send = page.getByRole('button', { name: '发送验证码' })
  await page.getByLabel('六位验证码').waitFor()
  if (hands.kind === 'email') await send.click()
  if (hands.kind !== 'totp') await see(page, '5 分钟内有效')
  await page.getByLabel('六位验证码').fill(await hands.code())
  await press(page, '确定')
  await see(page, '欢迎')
  stage.world.clock.advance(60_000)
}

/** Somebody with WeChat and an OTP app. */
let people = 0
async function wechatMember() {
  const name = `wechat-reader${(people += 1)}`
  const address = await stage.world.user(name)
  const browser = stage.world.browser()
  await bind(browser, stage.world.phone(name), address)
  const app = handsOf(stage.world, 'totp', name)
  await bindWith(browser, app)
  const page = await stage.portal()
  const phone = await stage.phone(name)
  await signInOn(page, address)
  await phone.scan(page)
  await tap(phone, '确认')
  await see(page, '欢迎')
  return { name, page, phone, app }
}

describe('the guide, part 4: 备用邮箱', () => {
  it('guide 4-1 备用邮箱解绑: 【确定】 sends a code to the old address, which unbinds it', async () => {
    const { page, hands } = await member('email')
    await byAvatar(page)
    await pressBeside(page, '解绑', '备用邮箱')
    await seeDialog(page, '解绑备用邮箱？')
    await see(page, '这是最后一种验证方式，解绑后：')
    await see(page, /点【确定】后，还须输入发往 \S+@163\.com 的验证码。/)
    await press(page, '确定')
    await see(page, '5 分钟内有效')
    await typeCode(page, await hands.email.code())
    await see(page, '已解绑备用邮箱，可信设备已全部取消信任')
    await see(page, '二次验证未启用')
  }, 60_000)

  it('guide 4-1 备用邮箱换绑: the old address proves, the new one takes its place', async () => {
    const { page, hands } = await member('email')
    await byGear(page)
    await pressBeside(page, '修改', '备用邮箱')
    await seeDialog(page, '修改备用邮箱')
    await see(page, '第 1 步 验证身份')
    await press(page, '发送验证码')
    await see(page, '5 分钟内有效')
    await typeCode(page, await hands.email.code())
    await see(page, '第 2 步 绑定新的备用邮箱')
    await page.getByLabel('备用邮箱地址').fill('moved-here@126.com')
    await press(page, '发送验证码')
    await see(page, '验证码已发送')
    await typeCode(page, await mailedCode(stage, 'moved-here@126.com'))
    await see(page, '绑定成功')
    await press(page, '完成')
    await see(page, '已修改备用邮箱，可信设备已全部取消信任')
    await see(page, 'mo***e@126.com')
  }, 60_000)
})

describe('the guide, part 4: 微信', () => {
  it('guide 4-2 微信解绑: QR, 确认解绑 on the red page', async () => {
    const { page, phone } = await wechatMember()
    await byAvatar(page)
    await pressBeside(page, '解绑', '微信')
    await seeDialog(page, '解绑微信？')
    await see(page, '点【确定】后，还须用该微信扫码并在手机上确认。')
    await press(page, '确定')
    await phone.scan(page)
    await see(phone.page, '要解绑微信吗？')
    await phone.page.waitForTimeout(3_200)
    await tap(phone, '确认解绑')
    await see(page, '已解绑微信，可信设备已全部取消信任')
    await page.getByRole('button', { name: '绑定 微信' }).waitFor()
  }, 60_000)

  it('guide 4-2 微信换绑: the old WeChat confirms, the new one scans and shows the two digits', async () => {
    const { page, phone, name } = await wechatMember()
    const next = await stage.phone(`${name}-new`)
    await byGear(page)
    await pressBeside(page, '修改', '微信')
    await seeDialog(page, '修改微信')
    await see(page, '第 1 步 验证身份')
    await phone.scan(page)
    await see(phone.page, '要把这个微信换掉吗？')
    await phone.page.waitForTimeout(3_200)
    await tap(phone, '确认')
    await see(page, '第 2 步 绑定新的微信')
    await next.scan(page)
    await see(next.page, '要换绑到这个微信吗？')
    await tap(next, '确认')
    await see(next.page, '请在电脑上输入这两位数字')
    await typeDigits(page, next)
    await see(page, '绑定成功')
    await press(page, '完成')
    await see(page, '已修改微信，可信设备已全部取消信任')
  }, 60_000)
})

describe('the guide, part 4: 短信', () => {
  it('guide 4-3 短信解绑: 【确定】 sends a code to the old number, which unbinds it', async () => {
    const { page, hands } = await member('sms', 'totp')
    await byAvatar(page)
    await pressBeside(page, '解绑', '短信')
    await seeDialog(page, '解绑短信？')
    await see(page, '解绑后，登录时不能再用短信验证。全部可信设备自动取消信任。')
    await press(page, '确定')
    await see(page, '5 分钟内有效')
    await typeCode(page, await hands.sms.code())
    await see(page, '已解绑短信，可信设备已全部取消信任')
    await see(page, '二次验证已启用')
  }, 60_000)

  it('guide 4-3 短信换绑: another bound method proves, the new number takes its place', async () => {
    const { page, hands } = await member('sms', 'totp')
    const number = newNumber()
    await byGear(page)
    await pressBeside(page, '修改', '短信')
    await see(page, '第 1 步 验证身份')
    await press(page, '更换其他验证方式')
    await dialog(page).getByRole('button', { name: '第三方 OTP', exact: true }).click()
    await see(page, '打开绑定的 OTP 应用，输入当前的动态验证码。')
    await typeCode(page, await hands.totp.code())
    await see(page, '第 2 步 绑定新的短信')
    await page.getByLabel('手机号码').fill(number)
    await press(page, '发送验证码')
    await see(page, '验证码已发送')
    await typeCode(page, await stage.world.sms.lastCode(`+86${number}`))
    await see(page, '绑定成功')
    await press(page, '完成')
    await see(page, `138****${number.slice(-4)}`)
  }, 60_000)
})

describe('the guide, part 4: 第三方 OTP', () => {
  it('guide 4-4 第三方 OTP 解绑: its current code unbinds it', async () => {
    const { page, hands } = await member('totp')
    await byAvatar(page)
    await pressBeside(page, '解绑', '第三方 OTP')
    await see(page, '点【确定】后，还须输入该应用当前的动态验证码。')
    await press(page, '确定')
    await typeCode(page, await hands.totp.code())
    await see(page, '已解绑第三方 OTP')
    await see(page, '二次验证未启用')
  }, 60_000)

  it('guide 4-4 第三方 OTP 换绑: the old app proves, the new one reads another QR', async () => {
    const { page, hands } = await member('totp')
    await byGear(page)
    await pressBeside(page, '修改', '第三方 OTP')
    await typeCode(page, await hands.totp.code())
    await see(page, '第 2 步 绑定新的第三方 OTP')
    const link = await scanSecret(page)
    await typeCode(page, appCode(stage, link))
    await see(page, '绑定成功')
    await press(page, '完成')
    expect(await page.getByRole('button', { name: '解绑 第三方 OTP' }).count()).toBe(1)
  }, 60_000)
})
