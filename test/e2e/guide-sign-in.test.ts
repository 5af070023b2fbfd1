import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { boundPerson, see, signInOn, tap } from './portal-walk.ts'
import { byAvatar } from './guide-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { leave, press, trustBox, type, typedPerson } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

describe('the guide, part 3: 登录', () => {
  it('guide 3-1 备用邮箱登录: code from the mail; the trusted browser is listed under 登录设备', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['email'])
    await enter()
    await see(page, '备用邮箱验证')
    await press(page, '发送验证码')
    await see(page, '5 分钟内有效')
    await trustBox(page).check()
    await type(page, await hands.email.code())
    await see(page, '欢迎')
    await byAvatar(page)
    await page.getByRole('link', { name: '登录设备' }).click()
    await see(page, '1 台，最多 10 台')
    await see(page, '当前浏览器')
    await page.getByRole('link', { name: '登录记录' }).click()
    const first = page.getByRole('row').nth(1)
    expect(await first.innerText()).toMatch(/今天 \d\d:\d\d[\s\S]*备用邮箱[\s\S]*成功/)
    await page.getByRole('button', { name: '退出登录' }).click()
    await enter()
    await see(page, '欢迎')
  }, 60_000)

  it('guide 3-2 微信登录: by scan and 确认, or by the six digits of the mini-program', async () => {
    const { address, phoneName } = await boundPerson(stage)
    const page = await stage.portal()
    const phone = await stage.phone(phoneName)
    await signInOn(page, address)
    await see(page, '微信扫码验证')
    await phone.scan(page)
    await see(phone.page, '是您在登录邮箱吗？')
    await tap(phone, '确认')
    await see(phone.page, '已确认登录')
    await leave(page)
    await signInOn(page, address)
    await press(page, '验证码')
    await see(page, '在微信中搜索“邮箱安全助手”小程序，获取六位验证码。')
    await type(page, await stage.world.phone(phoneName).code())
    await see(page, '欢迎')
  }, 60_000)

  it('guide 3-3 短信登录: the code leaves by itself', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['sms'])
    await enter()
    await see(page, '短信验证')
    await see(page, /已发送至\s*138\*{4}\d{4}/)
    await type(page, await hands.sms.code())
    await see(page, '欢迎')
  }, 60_000)

  it('guide 3-4 第三方 OTP 登录: the current code of the app', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['totp'])
    await enter()
    await see(page, '打开绑定的 OTP 应用，输入当前的动态验证码。')
    await type(page, await hands.totp.code())
    await see(page, '欢迎')
  }, 60_000)
})
