// The amber page (R16) and what follows 不是我操作, on both screens.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { atScan, see, signInAnewOn, tap, typeDigits } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'

const passwordUrl = 'http://portal.localhost/change-it-there'
let stage: Stage
beforeAll(async () => {
  stage = await startStage({ PASSWORD_URL: passwordUrl, WEBMAIL_URL: 'http://portal.localhost/help' })
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

const atConfirm = () => atScan(stage, signInAnewOn)

describe('a sign-in from a browser that was never seen', () => {
  it('Q15: is amber, makes 确认 wait three seconds beside a heavier 拒绝, and ends with the two digits', async () => {
    const { page, phone } = await atConfirm()
    await see(phone.page, '陌生浏览器登录')
    await see(phone.page, '首次出现')
    await see(phone.page, '如果不是您本人，您的邮箱密码可能已泄露。')
    const heavy = phone.page.locator('.button-heavy')
    expect(await heavy.innerText()).toContain('拒绝')
    const confirm = phone.page.getByRole('button', { name: /^确认/ })
    expect(await confirm.innerText()).toMatch(/确认（[123]）/)
    await confirm.tap({ force: true })
    await see(page, '已扫码')
    await phone.page.waitForTimeout(3_200)
    await tap(phone, '确认')
    await see(phone.page, '请在电脑上输入这两位数字')
    await typeDigits(page, phone)
    await page.waitForURL('**/help')
    await see(phone.page, '已确认登录')
  }, 60_000)

  it('that the phone reports is over, and the next sign-in asks for another password before the mailbox', async () => {
    const { address, page, phone } = await atConfirm()
    await tap(phone, '不是我操作')
    await see(phone.page, '已拒绝并报告')
    await see(page, '已在手机上报告“不是我操作”')
    await page.getByRole('button', { name: '返回登录' }).click()
    await signInAnewOn(page, address)
    await phone.scan(page)
    await see(phone.page, '陌生浏览器登录')
    await phone.page.waitForTimeout(3_200)
    await tap(phone, '确认')
    await see(phone.page, '请在电脑上输入这两位数字')
    await typeDigits(page, phone)
    await see(page, '请修改邮箱密码')
    expect(await page.getByRole('link', { name: '修改邮箱密码' }).getAttribute('href')).toBe(passwordUrl)
  }, 60_000)
})
