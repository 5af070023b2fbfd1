// What the phone is asked beyond sign-in, with the built mini-program and the product behind it; the computer's side is asked over HTTP.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { beginChange, bindWith, handsOf } from '../actors/hands.ts'
import { bind, linkOf, redeem, signIn } from '../actors/journeys.ts'
import { limits } from '../../shared/limits.ts'
import { see, shownDigits, tap } from './portal-walk.ts'
import { startStage, type ScreenPhone, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage({ SMS_PROVIDERS: 'aliyun' })
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

let people = 0

/** Somebody whose WeChat is bound, and the signed-in browser that bound it. */
async function someone() {
  const phoneName = `change-phone-${(people += 1)}`
  const address = await stage.world.user(`change${people}`)
  const browser = stage.world.browser()
  await bind(browser, stage.world.phone(phoneName), address)
  return { address, browser, phoneName }
}

const boundKinds = async ({ browser }: Awaited<ReturnType<typeof someone>>) => {
  const { methods } = await browser.call('GET /api/bindings')
  return methods.filter(({ binding }) => binding).map(({ kind }) => kind)
}

/** 确认 on a page with the marks of danger. */
async function confirmAfterDelay(phone: ScreenPhone, label: string): Promise<void> {
  await phone.page.waitForTimeout(limits.dangerDelay + 300)
  await tap(phone, label)
}

async function openMailboxes(phone: ScreenPhone): Promise<void> {
  await tap(phone, '完成')
  await phone.page.locator('#tab-bar, .tab-bar, [role=tablist]').getByText('我的邮箱').first().click()
  await see(phone.page, '最近动态')
}

describe('a change that WeChat confirms', () => {
  it('unbinds SMS on the red page, which says what is unbound', async () => {
    const person = await someone()
    const { browser, phoneName, address } = person
    await bindWith(browser, handsOf(stage.world, 'sms', phoneName))
    expect(await boundKinds(person)).toEqual(['wechat', 'sms'])
    const challenge = await beginChange(browser, 'unbind', 'sms')
    const phone = await stage.phone(phoneName)
    await phone.scanText(linkOf(challenge))
    await see(phone.page, '要解绑短信吗？')
    const said = await phone.text()
    expect(said).toContain(address)
    expect(said).toContain('解绑后，短信不再保护该邮箱')
    expect(said).not.toContain('这是最后一种验证方式')
    await confirmAfterDelay(phone, '确认解绑')
    await see(phone.page, '请回到电脑继续')
    await redeem(browser, challenge)
    await see(phone.page, '短信不再保护该邮箱。')
    expect(await boundKinds(person)).toEqual(['wechat'])
    await openMailboxes(phone)
    await see(phone.page, '确认修改')
  }, 60_000)

  it('moves from the old WeChat to the new one, each asked on a page of its own', async () => {
    const person = await someone()
    const { browser, phoneName, address } = person
    const toProve = await beginChange(browser, 'rebind', 'wechat')
    const old = await stage.phone(phoneName)
    await old.scanText(linkOf(toProve))
    await see(old.page, '要把这个微信换掉吗？')
    await confirmAfterDelay(old, '确认')
    await see(old.page, '请回到电脑继续，用新的微信扫码。')
    const { challenge: toBind } = await redeem(browser, toProve)
    expect(toBind).toMatchObject({ purpose: 'rebind', stage: 'bind' })

    const next = await stage.phone(`${phoneName}-new`)
    await next.scanText(linkOf(toBind))
    await see(next.page, '要换绑到这个微信吗？')
    expect(await next.text()).not.toContain(address)
    await tap(next, '确认')
    await see(next.page, '请在电脑上输入这两位数字')
    await redeem(browser, toBind!, await shownDigits(next))
    await see(next.page, '已换绑')
    expect(await boundKinds(person)).toEqual(['wechat'])
    await openMailboxes(next)
    await see(next.page, '换绑微信')
    await openMailboxes(old)
    await see(old.page, '还没有绑定的邮箱')
  }, 60_000)

  it('ends with a wrong number, and the old WeChat stays', async () => {
    const { browser, phoneName } = await someone()
    const toProve = await beginChange(browser, 'rebind', 'wechat')
    const old = stage.world.phone(phoneName)
    await old.answer(await old.scan(linkOf(toProve)), 'approve')
    const { challenge: toBind } = await redeem(browser, toProve)
    const next = await stage.phone(`${phoneName}-new`)
    await next.scanText(linkOf(toBind))
    await see(next.page, '要换绑到这个微信吗？')
    await tap(next, '确认')
    await see(next.page, '请在电脑上输入这两位数字')
    const wrong = (await shownDigits(next)) === '00' ? '01' : '00'
    await expect(redeem(browser, toBind!, wrong)).rejects.toMatchObject({ code: 'number.wrong' })
    await see(next.page, '换绑已取消，请重新扫码。')
    expect(await old.codes()).not.toEqual([])
  }, 60_000)
})

describe('a fresh proof', () => {
  it('is asked for calmly, and refused without a change', async () => {
    const { browser, phoneName } = await someone()
    const challenge = await browser.call('POST /api/proof', { input: {} })
    const phone = await stage.phone(phoneName)
    await phone.scanText(linkOf(challenge))
    await see(phone.page, '是您在修改安全设置吗？')
    await tap(phone, '拒绝')
    await see(phone.page, '没有更改任何设置。')
    const again = await browser.call('POST /api/proof', { input: {} })
    await phone.scanText(linkOf(again))
    await see(phone.page, '是您在修改安全设置吗？')
    await tap(phone, '确认')
    await see(phone.page, '已验证')
    expect(await redeem(browser, again)).toMatchObject({ state: 'signed-in' })
  }, 60_000)
})

describe('trust in a browser', () => {
  /** A sign-in whose box is ticked, on the phone. */
  async function ticked() {
    const { address, phoneName } = await someone()
    const browser = stage.world.browser()
    const { challenge } = await signIn(browser, address)
    await browser.call('POST /api/challenge/trust', { input: { challenge: challenge!.id, wanted: true } })
    const phone = await stage.phone(phoneName)
    await phone.scanText(linkOf(challenge))
    await see(phone.page, '信任此设备')
    const finish = async () => {
      await tap(phone, '确认')
      await see(phone.page, '已确认登录')
      await redeem(browser, challenge!)
      return (await browser.call('GET /api/devices')).devices
    }
    return { phone, finish }
  }

  it('is given when the phone leaves its switch on', async () => {
    const { finish } = await ticked()
    expect(await finish()).toHaveLength(1)
  }, 60_000)

  it('is not given when the phone turns its switch off', async () => {
    const { phone, finish } = await ticked()
    await phone.page.locator('wx-page:not([hidden])').getByRole('switch').tap()
    expect(await finish()).toEqual([])
  }, 60_000)
})
