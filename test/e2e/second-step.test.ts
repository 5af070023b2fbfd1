import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { limits } from '../../shared/limits.ts'
import { boundPerson, see, signInOn, tap } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { focused, leave, press, tabs, trustBox, type, typedPerson, wrong } from './typed-person.ts'

let stage: Stage

/** Requests to this address are kept back. @returns lets the one that waits go on, and ends when it is answered. */
async function hold(page: Page, url: string) {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  await page.route(url, (route) => opened.then(() => route.continue()))
  return async () => {
    const answered = page.waitForResponse(url)
    open()
    await answered
  }
}

beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

describe('a code of an OTP app', () => {
  it('works once, and costs no guess the second time', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['totp'])
    await enter()
    const code = await hands.totp.code()
    await type(page, code)
    await leave(page)
    await enter()
    await type(page, code)
    await see(page, '该验证码已使用过，请等待下一个')
    await see(page, '请等待下一个验证码')
    stage.world.clock.advance(limits.codePeriodSeconds * 1_000)
    await type(page, await hands.totp.code())
    await see(page, '欢迎')
  }, 60_000)

  it('rests after five wrong ones, also after a reload, while every other method stays open', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['email', 'totp'])
    await enter()
    await see(page, '第三方 OTP 验证')
    for (let tries = 1; tries <= limits.triesBeforeRest; tries += 1) {
      await type(page, wrong(await hands.totp.code()))
      await see(page, tries < limits.triesBeforeRest ? `还可再试` : /尝试次数过多/)
    }
    await press(page, '备用邮箱')
    await press(page, '第三方 OTP')
    await see(page, /尝试次数过多/)
    await page.reload()
    await see(page, /尝试次数过多/)
    expect(await page.getByLabel('六位验证码').isDisabled()).toBe(true)
    await press(page, '备用邮箱')
    await press(page, '发送验证码')
    await see(page, '5 分钟内有效')
    await type(page, await hands.email.code())
    await see(page, '欢迎')
  }, 60_000)
})

describe('a recovery code', () => {
  it('is a link below the methods, is typed as it is printed, cannot make a browser trusted, and works once', async () => {
    const { page, enter, recoveryCodes } = await typedPerson(stage, ['totp'])
    const [printed = ''] = recoveryCodes
    const field = page.getByLabel('恢复码', { exact: true })
    await enter()
    await press(page, '使用恢复码')
    expect(await trustBox(page).count()).toBe(0)
    await field.fill(printed.slice(0, 8))
    await press(page, '确定')
    await see(page, '请输入完整的恢复码')
    await field.fill(printed.toUpperCase().replace(/(.{4})(?=.)/g, '$1 - '))
    await press(page, '确定')
    await leave(page)
    await enter()
    await press(page, '使用恢复码')
    await field.fill(printed)
    await press(page, '确定')
    await see(page, '验证码不正确，还可再试')
  }, 60_000)
})

describe('同设备登录免二次验证', () => {
  it('is off at first, is kept over methods and a reload, and skips the next second step', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['email', 'totp'])
    await enter()
    expect(await trustBox(page).isChecked()).toBe(false)
    const letGo = await hold(page, '**/api/challenge/trust')
    await trustBox(page).check()
    await press(page, '备用邮箱')
    expect(await trustBox(page).isChecked()).toBe(true)
    await letGo()
    await page.reload()
    await page.getByLabel('六位验证码').waitFor()
    expect(await trustBox(page).isChecked()).toBe(true)
    await type(page, await hands.totp.code())
    await leave(page)
    await enter()
    await see(page, '欢迎')
  }, 60_000)

  it('is where the phone’s switch begins, also for the QR after a refusal', async () => {
    const { address, phoneName } = await boundPerson(stage)
    const page = await stage.portal()
    const phone = await stage.phone(phoneName)
    await signInOn(page, address)
    await trustBox(page).check()
    await page.waitForLoadState('networkidle')
    await phone.scan(page)
    await see(phone.page, '信任此设备')
    await tap(phone, '拒绝')
    await press(page, '重新生成二维码')
    await page.getByRole('img', { name: '登录二维码' }).waitFor()
    expect(await trustBox(page).isChecked()).toBe(true)
    await phone.scan(page)
    await see(phone.page, '信任此设备')
    await tap(phone, '确认')
    await leave(page)
    await signInOn(page, address)
    await see(page, '欢迎')
  }, 60_000)
})

describe('the keyboard', () => {
  it('goes from the title over field, button, check-box and 确定 to the other methods, and 换账号 is last', async () => {
    const { page, enter } = await typedPerson(stage, ['email', 'totp'])
    await enter()
    await press(page, '备用邮箱')
    expect(await focused(page)).toBe('备用邮箱验证')
    const others = ['第三方 OTP', '使用恢复码', '手机丢了 / 换手机？', '换账号']
    expect(await tabs(page, 6)).toEqual(['发送验证码', '同设备登录免二次验证', ...others])
    await press(page, '发送验证码')
    await see(page, '5 分钟内有效')
    expect(await focused(page)).toBe('六位验证码')
    expect(await tabs(page, 7)).toEqual(['没有收到验证码？', '同设备登录免二次验证', '确定', ...others])
  }, 60_000)
})
