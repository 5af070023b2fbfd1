import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { signInAnew } from '../actors/journeys.ts'
import { prove } from '../actors/hands.ts'
import { byAvatar } from './guide-walk.ts'
import { see } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { leave, press, trustBox, type, typedPerson, type TypedPerson } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

/** This page's browser is trusted, and so is another one's. */
async function twoTrusted(): Promise<TypedPerson> {
  const person = await typedPerson(stage, ['totp'])
  const { page, address, hands, enter } = person
  const other = stage.world.browser()
  const { challenge } = await signInAnew(other, address)
  await other.call('POST /api/challenge/trust', { input: { challenge: challenge!.id, wanted: true } })
  await prove(other, challenge, hands.totp)
  stage.world.clock.advance(60_000)
  await enter()
  await trustBox(page).check()
  await type(page, await hands.totp.code())
  await see(page, '欢迎')
  return person
}

async function openDevices(page: Page): Promise<void> {
  await byAvatar(page)
  await page.getByRole('link', { name: '登录设备' }).click()
  await see(page, '在这些浏览器登录免二次验证。')
}

describe('登录设备', () => {
  it('ends the trust in one browser, which must verify again; the others keep theirs', async () => {
    const { page, enter } = await twoTrusted()
    await openDevices(page)
    await see(page, '2 台，最多 10 台')
    const own = page.getByRole('row').filter({ hasText: '当前浏览器' })
    await own.getByRole('button', { name: /^取消信任/ }).click()
    await see(page, '1 台，最多 10 台')
    await see(page, '已取消信任')
    await press(page, '退出登录')
    await enter()
    await see(page, '第三方 OTP 验证')
  }, 60_000)

  it('ends all trust at once and says how trust comes about', async () => {
    const { page } = await twoTrusted()
    await openDevices(page)
    await press(page, '全部取消信任')
    await see(page, '还没有可信设备。登录时勾选“同设备登录免二次验证”即可添加。')
    await see(page, '0 台，最多 10 台')
    expect(await page.getByRole('button', { name: '全部取消信任' }).count()).toBe(0)
  }, 60_000)

  it('signs out everywhere, this browser too, and leaves trust as it is', async () => {
    const { page, enter } = await twoTrusted()
    await openDevices(page)
    await press(page, '退出所有设备')
    await see(page, '登录邮箱')
    await page.goBack()
    await see(page, '登录邮箱')
    await enter()
    await leave(page)
  }, 60_000)
})

describe('on a narrow screen', () => {
  it('devices and history are cards, and the settings are four equal tabs', async () => {
    const { page } = await twoTrusted()
    await page.setViewportSize({ width: 390, height: 844 })
    await openDevices(page)
    expect(await page.getByRole('table').count()).toBe(0)
    expect(await page.locator('.list-card dl').count()).toBe(2)
    const tabs = await page
      .locator('.nav-item')
      .evaluateAll((all) => all.map((tab) => tab.getBoundingClientRect().width))
    expect(new Set(tabs.map(Math.round)).size).toBe(1)
    expect(tabs).toHaveLength(4)
    await page.getByRole('link', { name: '登录记录' }).click()
    await page.locator('.list-card dl').first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  }, 60_000)
})
