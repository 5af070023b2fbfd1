import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { boundPerson, bindOnScreen, openSettings, see, signInOn, tap } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

describe('the main job on the screens', () => {
  it('binds WeChat with the two digits, signs out, signs in by scan without a request in between, and unbinds on the red page', async () => {
    const address = await stage.world.user('walker')
    const page = await stage.portal()
    const phone = await stage.phone('walker-phone')
    await signInOn(page, address)
    await see(page, '欢迎')
    await bindOnScreen(page, phone)
    await page.getByRole('button', { name: '完成' }).click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await signInOn(page, address)
    await see(page, '微信扫码验证')
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await phone.scan(page)
    await see(page, '已扫码')
    await see(phone.page, '是您在登录邮箱吗？')
    expect(asked).toEqual([])
    await tap(phone, '确认')
    await see(phone.page, '已确认登录')
    await see(page, '欢迎')
    await openSettings(page)
    await page.getByRole('button', { name: /^解绑\s*微信/ }).click()
    await see(page, '这是最后一种验证方式，解绑后：')
    await page.getByRole('button', { name: '确定' }).click()
    await phone.scan(page)
    await see(phone.page, '要解绑微信吗？')
    await phone.page.waitForTimeout(3_200)
    await tap(phone, '确认解绑')
    await see(page, '二次验证未启用')
    await see(phone.page, '已解绑')
  }, 90_000)

  it('signs in by the six digits that the mini-program shows', async () => {
    const { address, phoneName } = await boundPerson(stage)
    const page = await stage.portal()
    const phone = await stage.phone(phoneName)
    await see(phone.page, '每 30 秒自动更换')
    const [, left, right] = /(\d{3})\s(\d{3})/.exec(await phone.text()) ?? []
    await signInOn(page, address)
    await page.getByRole('button', { name: '验证码' }).click()
    await page.getByLabel('六位验证码').fill(`${left}${right}`)
    await page.getByRole('button', { name: '确定' }).click()
    await see(page, '欢迎')
  }, 60_000)
})
