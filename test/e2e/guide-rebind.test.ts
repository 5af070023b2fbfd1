import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { newNumber } from '../actors/hands.ts'
import { member, wechatMember } from './guide-members.ts'
import { appCode, byGear, dialog, mailedCode, pressBeside, scanSecret, seeDialog, typeCode } from './guide-walk.ts'
import { see, tap, typeDigits } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { press, type } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

describe('the guide, part 4: 换绑', () => {
  it('guide 4-1 备用邮箱换绑: the old address proves, the new one takes its place', async () => {
    const { page, hands } = await member(stage, 'email')
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

  it('guide 4-2 微信换绑: the old WeChat confirms, the new one scans and shows the two digits', async () => {
    const { page, phone, name } = await wechatMember(stage)
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

  it('guide 4-3 短信换绑: another bound method proves, the new number takes its place', async () => {
    const { page, hands } = await member(stage, 'sms', 'totp')
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

  it('guide 4-4 第三方 OTP 换绑: the old app proves, the new one reads another QR', async () => {
    const { page, hands, enter } = await member(stage, 'totp')
    await byGear(page)
    await pressBeside(page, '修改', '第三方 OTP')
    await typeCode(page, await hands.totp.code())
    await see(page, '第 2 步 绑定新的第三方 OTP')
    const link = await scanSecret(page)
    await typeCode(page, appCode(stage, link))
    await see(page, '绑定成功')
    await press(page, '完成')
    await press(page, '退出登录')
    stage.world.clock.advance(limits.codePeriodSeconds * 1_000)
    await enter()
    await type(page, appCode(stage, link))
    await see(page, '欢迎')
  }, 60_000)
})
