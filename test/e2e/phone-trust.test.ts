import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { limits } from '../../shared/limits.ts'
import { startAskingStage } from './asking-stage.ts'
import { see } from './portal-walk.ts'

let stage: Awaited<ReturnType<typeof startAskingStage>>
beforeAll(async () => {
  stage = await startAskingStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

const top = (page: Page) => page.locator('wx-page:not([hidden])')
const approve = (page: Page) => top(page).getByRole('button', { name: /^确认$/ })

describe('the switch on the page', () => {
  const trust = (page: Page) => top(page).getByRole('switch')

  it('stands where the browser’s box is, and its choice is sent with 确认', async () => {
    const { page, text, server } = await stage.ask('login', { asksTrust: true })
    await see(page, '信任此设备')
    expect(await text()).toContain('30 天内在此浏览器登录免验证')
    expect(await trust(page).getAttribute('aria-checked')).toBe('true')
    await trust(page).tap()
    await top(page).locator('[role=switch]:not([aria-checked])').waitFor()
    await approve(page).tap()
    await see(page, '已确认登录')
    expect(server.asked.at(-1)?.body).toMatchObject({ answer: 'approve', trust: false })
  }, 30_000)

  it('is not there when the browser does not ask, nor on an amber page, where nothing is trusted', async () => {
    const calm = await stage.ask('login')
    await see(calm.page, '是您在登录邮箱吗？')
    expect(await trust(calm.page).count()).toBe(0)
    const { page, server } = await stage.ask('login', { asksTrust: true, doubts: ['new-browser'], usualArea: '重庆' })
    await see(page, '陌生浏览器登录')
    expect(await trust(page).count()).toBe(0)
    await page.waitForTimeout(limits.dangerDelay + 300)
    await approve(page).tap()
    await see(page, '已确认登录')
    expect(server.asked.at(-1)?.body).toMatchObject({ answer: 'approve', trust: false })
  }, 30_000)
})

describe('a proof from a strange place', () => {
  it('is asked for in amber, by the name of the place', async () => {
    const place = { area: '荷兰', network: null }
    const browser = { name: 'Chrome 139', system: 'Linux', place, ip: '45.141.x.x' }
    const { page, text } = await stage.ask('prove', { doubts: ['other-province'], usualArea: '重庆', browser })
    await see(page, '是您在荷兰修改安全设置吗？')
    for (const words of ['陌生地点验证', '您常在 重庆 登录', '请点【拒绝】，并立即修改密码。'])
      expect(await text()).toContain(words)
    expect(await top(page).locator('.tape-warn').count()).toBe(1)
  }, 30_000)
})
