import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { see } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { press, type, typedPerson, wrong } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

describe('a code by mail', () => {
  it('leaves by a click, waits a minute for the next one, and a wrong one may be corrected', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['email'])
    await enter()
    await see(page, '备用邮箱验证')
    await see(page, '验证码将发送至')
    expect(await page.getByLabel('六位验证码').isDisabled()).toBe(true)
    await press(page, '发送验证码')
    await see(page, '已发送至')
    await see(page, '5 分钟内有效')
    const again = page.getByRole('button', { name: '重新发送' })
    expect(await again.isDisabled()).toBe(true)
    expect(await again.innerText()).toMatch(/^重新发送 (1:00|0:5\d)$/)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('六位验证码')
    const code = await hands.email.code()
    await type(page, wrong(code))
    await see(page, '验证码不正确，还可再试')
    await type(page, code)
    await see(page, '欢迎')
  }, 60_000)

  it('that was sent again takes the place of the old one, and one that expired asks for the next', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['email'])
    await enter()
    await press(page, '发送验证码')
    await see(page, '已发送至')
    const old = await hands.email.code()
    stage.world.clock.advance(limits.resendAfter)
    await page.reload()
    await press(page, '重新发送')
    await page.getByRole('button', { name: '重新发送', disabled: true }).waitFor()
    const next = await hands.email.code()
    expect(next).not.toBe(old)
    await type(page, old)
    await see(page, '验证码不正确，还可再试')
    stage.world.clock.advance(limits.sentCodeLife)
    await type(page, next)
    await see(page, '验证码已过期，请重新发送')
    expect(await page.getByLabel('六位验证码').isDisabled()).toBe(true)
    await page.reload()
    await see(page, '验证码已过期，请重新发送')
    await press(page, '重新发送')
    await see(page, '5 分钟内有效')
    await type(page, await hands.email.code())
    await see(page, '欢迎')
  }, 60_000)
})

describe('a code by SMS', () => {
  it('leaves when its page opens, and not again on a reload', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['sms'])
    const count = async () => (await stage.world.sms.sent()).length
    // What is told of the binding has left: it would be counted.
    await stage.world.deliver()
    const before = await count()
    await enter()
    await see(page, '短信验证')
    await see(page, '已发送至')
    expect(await count()).toBe(before + 1)
    await page.reload()
    await see(page, '已发送至')
    await page.getByRole('link', { name: '帮助' }).first().click()
    await see(page, '联系我们')
    await page.goBack()
    await see(page, '已发送至')
    expect(await count()).toBe(before + 1)
    await type(page, await hands.sms.code())
    await see(page, '欢迎')
  }, 60_000)

  it('that the provider refuses leaves the other methods, and says so', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['sms', 'email'])
    await enter()
    await see(page, '备用邮箱验证')
    await stage.world.sms.fault({ kind: 'code', code: 'isv.BUSINESS_LIMIT_CONTROL' })
    await press(page, '短信')
    await see(page, '短信暂时无法发送')
    await see(page, '请稍后重试，或换一种方式验证')
    await stage.world.sms.clearFaults()
    await press(page, '没有收到验证码？')
    await see(page, '请检查手机信号')
    await press(page, '备用邮箱')
    await press(page, '发送验证码')
    await see(page, '5 分钟内有效')
    await type(page, await hands.email.code())
    await see(page, '欢迎')
  }, 60_000)

  it('whose provider does not answer may be on its way, and may be typed', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['sms'])
    // What is told of the binding has left: it would meet the fault.
    await stage.world.deliver()
    await stage.world.sms.fault({ kind: 'hang', times: 1 })
    await enter()
    await see(page, '5 分钟内有效')
    await press(page, '没有收到验证码？')
    await see(page, '可能已在路上')
    await type(page, await hands.sms.code())
    await see(page, '欢迎')
  }, 60_000)
})
