import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals'
import { member, wechatMember } from './guide-members.ts'
import { byAvatar, pressBeside, seeDialog, typeCode } from './guide-walk.ts'
import { see, tap } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { press } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

describe('the guide, part 4: 解绑', () => {
  it('guide 4-1 备用邮箱解绑: 【确定】 sends a code to the old address, which unbinds it', async () => {
    const { page, hands } = await member(stage, 'email')
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

  it('guide 4-2 微信解绑: QR, 确认解绑 on the red page', async () => {
    const { page, phone } = await wechatMember(stage)
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

  it('guide 4-3 短信解绑: 【确定】 sends a code to the old number, which unbinds it', async () => {
    const { page, hands } = await member(stage, 'sms', 'totp')
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

  it('guide 4-4 第三方 OTP 解绑: its current code unbinds it', async () => {
    const { page, hands } = await member(stage, 'totp')
    await byAvatar(page)
    await pressBeside(page, '解绑', '第三方 OTP')
    await see(page, '点【确定】后，还须输入该应用当前的动态验证码。')
    await press(page, '确定')
    await typeCode(page, await hands.totp.code())
    await see(page, '已解绑第三方 OTP')
    await see(page, '二次验证未启用')
  }, 60_000)
})
