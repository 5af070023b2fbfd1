import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { publicUrl } from '../setup/public-url.ts'
import { atScan, boundPerson, see, tap } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

const block = (name: string) => stage.world.wechat.control.phone(name).set({ blocked: true })

describe('11: scenario 11, a user whom WeChat blocks (errcode 40226)', () => {
  it('keeps the codes that are on the phone, is told, and has the next scan refused', async () => {
    const { phoneName } = await boundPerson(stage)
    const phone = await stage.phone(phoneName)
    await see(phone.page, '每 30 秒自动更换')
    await block(phoneName)
    // The session ends, as it does after thirty days: the next one needs WeChat.
    await stage.world.database.models.phones.deleteMany({})
    await phone.page.reload()
    await see(phone.page, '微信登录受限，请在电脑上换用其他验证方式')
    expect(await phone.text()).toMatch(/\d{3} \d{3}/)
    await phone.scanText(`${publicUrl}/w/${'A'.repeat(22)}`)
    await see(phone.page, '微信登录受限')
    await see(phone.page, '请在电脑上换用其他验证方式。')
  }, 60_000)

  it('who is blocked with the question on the screen has confirmed nothing, and other ways stay open', async () => {
    const { page, phone, phoneName } = await atScan(stage)
    await see(phone.page, '是您在登录邮箱吗？')
    const other = stage.world.phone(phoneName)
    await other.open()
    await block(phoneName)
    await tap(phone, '确认')
    await see(phone.page, '微信登录受限')
    expect(await phone.text()).toContain('请在电脑上换用其他验证方式。')
    await page.getByRole('button', { name: '验证码' }).click()
    await page.getByLabel('六位验证码').fill(await other.code())
    await page.getByRole('button', { name: '确定' }).click()
    await see(page, '欢迎')
  }, 60_000)
})
