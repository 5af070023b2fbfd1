import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { limits } from '../../shared/limits.ts'
import { signInAnew } from '../actors/journeys.ts'
import { byAvatar, dialog, goHome, mailedCode, newcomer, pressBeside, seeDialog, typeCode } from './guide-walk.ts'
import { see, signInAnewOn } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { focused, press, type, typedPerson, wrong } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

/** Every request of this page that changes something, from now on. */
function changesOf(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (request.method() !== 'GET') asked.push(`${request.method()} ${pathname}`)
  })
  return asked
}

async function bindEmailOn(page: Page, address: string): Promise<void> {
  await pressBeside(page, '绑定', '备用邮箱')
  await page.getByLabel('备用邮箱地址').fill(address)
  await press(page, '发送验证码')
  await see(page, '验证码已发送')
  await typeCode(page, await mailedCode(stage, address))
  await see(page, '绑定成功')
}

describe('a fresh proof', () => {
  it('is asked for in the dialog of the change when the last one is too old, and the change goes on by itself', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['email'])
    await enter()
    await press(page, '发送验证码')
    await see(page, '5 分钟内有效')
    await type(page, await hands.email.code())
    await see(page, '欢迎')
    stage.world.clock.advance(limits.freshProof + 1_000)
    await byAvatar(page)
    await pressBeside(page, '绑定', '第三方 OTP')
    await seeDialog(page, '请先验证身份')
    await see(page, '通过任一已绑定的方式验证后，再继续。')
    await press(page, '发送验证码')
    await see(page, '5 分钟内有效')
    await typeCode(page, await hands.email.code())
    await seeDialog(page, '绑定第三方 OTP')
    await dialog(page).getByRole('img', { name: /OTP/ }).waitFor()
  }, 60_000)
})

describe('what is wrong with a new binding', () => {
  it('stands at the field it belongs to, which has the focus', async () => {
    const { page, address } = await newcomer(stage)
    await byAvatar(page)
    await pressBeside(page, '绑定', '备用邮箱')
    const field = page.getByLabel('备用邮箱地址')
    for (const [typed, trouble] of [
      ['', '请输入有效的邮箱地址'],
      ['nobody', '请输入有效的邮箱地址'],
      [address.replace('@', '+spare@'), '不能使用本邮箱的地址'],
    ] as const) {
      await field.fill(typed)
      await press(page, '发送验证码')
      await see(page, trouble)
      expect(await field.getAttribute('aria-invalid')).toBe('true')
      expect(await focused(page)).toBe('备用邮箱地址')
    }
    await press(page, '取消')
    await pressBeside(page, '绑定', '短信')
    await page.getByLabel('手机号码').fill('+1 202 555 0143')
    await press(page, '发送验证码')
    await see(page, '仅支持中国大陆手机号码')
  }, 60_000)

  it('may be the clock of the phone after two wrong codes of an OTP app', async () => {
    const { page } = await newcomer(stage)
    await byAvatar(page)
    await pressBeside(page, '绑定', '第三方 OTP')
    await dialog(page).getByLabel('六位验证码').waitFor()
    await typeCode(page, '000000')
    await see(page, '还可再试 4 次')
    expect(await page.getByText('请检查手机时间是否准确').count()).toBe(0)
    await typeCode(page, '000001')
    await see(page, '请检查手机时间是否准确')
  }, 60_000)
})

describe('a session that ends in the middle of a bind', () => {
  it('keeps what was typed: after signing in again the dialog is open with it', async () => {
    const { page, address } = await newcomer(stage)
    await byAvatar(page)
    await pressBeside(page, '绑定', '备用邮箱')
    await page.getByLabel('备用邮箱地址').fill('half-done@163.com')
    const elsewhere = stage.world.browser()
    await signInAnew(elsewhere, address)
    await elsewhere.call('DELETE /api/sessions')
    await press(page, '发送验证码')
    await see(page, '登录已过期，请重新登录')
    await signInAnewOn(page, address)
    await seeDialog(page, '绑定备用邮箱')
    expect(await page.getByLabel('备用邮箱地址').inputValue()).toBe('half-done@163.com')
    await press(page, '取消')
    await page.reload()
    await see(page, '二次验证未启用')
    expect(await dialog(page).count()).toBe(0)
    expect(await page.evaluate(() => window.sessionStorage.length)).toBe(0)
  }, 60_000)
})

describe('后退 after a success', () => {
  it('repeats nothing', async () => {
    const { page, name } = await newcomer(stage)
    await byAvatar(page)
    await bindEmailOn(page, `${name}@163.com`)
    const asked = changesOf(page)
    await press(page, '完成')
    await page.goBack()
    await see(page, '欢迎')
    await page.goForward()
    await see(page, '二次验证已启用')
    await page.reload()
    await see(page, '二次验证已启用')
    await goHome(page)
    expect(asked).toEqual([])
    expect(await dialog(page).count()).toBe(0)
  }, 60_000)
})

describe('解绑', () => {
  it('begins on 【取消】; Esc gives it up and goes back to its button', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['totp'])
    await enter()
    await type(page, await hands.totp.code())
    await see(page, '欢迎')
    await byAvatar(page)
    await pressBeside(page, '解绑', '第三方 OTP')
    expect(await focused(page)).toBe('取消')
    await press(page, '确定')
    await typeCode(page, wrong(await hands.totp.code()))
    await see(page, '验证码不正确')
    await page.keyboard.press('Escape')
    expect(await dialog(page).count()).toBe(0)
    expect(await focused(page)).toBe('解绑 第三方 OTP')
  }, 60_000)
})
