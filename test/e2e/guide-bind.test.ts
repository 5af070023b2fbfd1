import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { newNumber } from '../actors/hands.ts'
import {
  appCode,
  byAvatar,
  byGear,
  dialog,
  mailedCode,
  newcomer,
  pressBeside,
  scanSecret,
  seeDialog,
  typeCode,
} from './guide-walk.ts'
import { see, tap, typeDigits } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { press } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

/** A success state in the dialog, then the row of the factor. */
async function seeBound(page: Page, mask: string, factor: string) {
  await see(page, '绑定成功')
  await dialog(page).getByText(mask).waitFor()
  await press(page, '完成')
  await see(page, '二次验证已启用')
  await page.getByRole('button', { name: `解绑 ${factor}` }).waitFor()
  await see(page, `已绑定${factor}，可信设备已全部取消信任`)
}

describe('the guide, part 3: 绑定', () => {
  it('guide 3-1 备用邮箱绑定: address, code from its mail, 绑定成功', async () => {
    const { page, name } = await newcomer(stage)
    await byAvatar(page)
    await see(page, '启用后，邮件客户端登录必须使用客户端专用密码。')
    await pressBeside(page, '绑定', '备用邮箱')
    await seeDialog(page, '绑定备用邮箱')
    await page.getByLabel('备用邮箱地址').fill(`  ${name.toUpperCase()}+tag@163.COM `)
    await press(page, '发送验证码')
    await see(page, '验证码已发送，5 分钟内有效。请登录该邮箱查收。')
    await see(page, '主题：【验证码】用于邮件系统的二次验证')
    await typeCode(page, await mailedCode(stage, `${name}@163.com`))
    await seeBound(page, `re***${name.slice(-1)}@163.com`, '备用邮箱')
  }, 60_000)

  it('guide 3-2 微信绑定: QR, 确认 on the phone, the two digits, 绑定成功', async () => {
    const { page, name } = await newcomer(stage)
    const phone = await stage.phone(name)
    await byGear(page)
    await pressBeside(page, '绑定', '微信')
    await seeDialog(page, '绑定微信')
    await see(page, '用手机微信“扫一扫”扫描二维码')
    await phone.scan(page)
    await see(page, '手机随即显示两位数字')
    await see(phone.page, '要绑定这个微信吗？')
    await tap(phone, '确认')
    await see(phone.page, '请在电脑上输入这两位数字')
    await typeDigits(page, phone)
    await see(phone.page, '已绑定')
    await seeBound(page, '已绑定 1 个微信', '微信')
  }, 60_000)

  it('guide 3-3 手机短信绑定: number, code from its text message, 绑定成功', async () => {
    const { page } = await newcomer(stage)
    const number = newNumber()
    await byAvatar(page)
    await pressBeside(page, '绑定', '短信')
    await seeDialog(page, '绑定短信')
    await page.getByLabel('手机号码').fill(`+86 ${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`)
    await press(page, '发送验证码')
    await see(page, '验证码已发送，5 分钟内有效。请查看手机短信。')
    await typeCode(page, await stage.world.sms.lastCode(`+86${number}`))
    await seeBound(page, `138****${number.slice(-4)}`, '短信')
  }, 60_000)

  it('guide 3-4 第三方 OTP 绑定: QR read from the screen, code of the app, 绑定成功', async () => {
    const { page, address } = await newcomer(stage)
    await byGear(page)
    await see(page, '支持 Microsoft Authenticator、微信“数盾 OTP”等应用')
    await pressBeside(page, '绑定', '第三方 OTP')
    await seeDialog(page, '绑定第三方 OTP')
    await see(page, '用 OTP 应用扫描二维码，或手动输入密钥')
    const link = await scanSecret(page)
    expect(decodeURIComponent(new URL(link).pathname)).toContain(`:${address}`)
    expect([...new URL(link).searchParams.keys()]).toEqual(['secret'])
    const shown = await page.locator('.secret-key').innerText()
    expect(shown.replace(/[^A-Z2-7]/g, '')).toBe(new URL(link).searchParams.get('secret'))
    await typeCode(page, appCode(stage, link))
    await seeBound(page, '已绑定 1 个 OTP 应用', '第三方 OTP')
  }, 60_000)
})
