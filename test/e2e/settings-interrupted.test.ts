import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { byAvatar, dialog, pressBeside, seeDialog, typeCode } from './guide-walk.ts'
import { openSettings, see } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { press, type, typedPerson } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

/** The proof step of 解绑 第三方 OTP. */
async function atProof() {
  const person = await typedPerson(stage, ['sms', 'totp'])
  const { page, hands, enter } = person
  await enter()
  await type(page, await hands.totp.code())
  await see(page, '欢迎')
  stage.world.clock.advance(60_000)
  await byAvatar(page)
  await pressBeside(page, '解绑', '第三方 OTP')
  await press(page, '确定')
  await dialog(page).getByLabel('六位验证码').waitFor()
  return person
}

describe('a change that was not finished', () => {
  it('gives way to one of another page, and is begun again by a click', async () => {
    const { page, hands } = await atProof()
    const other = await page.context().newPage()
    await other.goto(page.url())
    await openSettings(other)
    await pressBeside(other, '修改', '短信')
    await see(other, '第 1 步 验证身份')
    await see(page, '已在另一个页面开始新的验证')
    await press(page, '在此页面继续')
    await typeCode(page, await hands.totp.code())
    await see(page, '已解绑第三方 OTP')
  }, 60_000)

  it('says when its time is over, and is begun again by a click', async () => {
    const { page, hands } = await atProof()
    stage.world.clock.advance(limits.challengeLife)
    await typeCode(page, await hands.totp.code())
    await see(page, '验证已超时，请重新开始')
    await press(page, '重试')
    await seeDialog(page, '解绑第三方 OTP')
    await typeCode(page, await hands.totp.code())
    await see(page, '已解绑第三方 OTP')
  }, 60_000)

  it('ends with its dialog: nothing is left to be answered', async () => {
    const { page } = await atProof()
    const asked = page.waitForRequest((request) => request.method() === 'DELETE')
    await press(page, '取消')
    expect(new URL((await asked).url()).pathname).toBe('/api/challenge')
    await page.reload()
    await see(page, '二次验证已启用')
    expect(await dialog(page).count()).toBe(0)
  }, 60_000)

  it('goes on by any other bound method: 更换其他验证方式', async () => {
    const { page, hands } = await atProof()
    await press(page, '更换其他验证方式')
    await dialog(page).getByRole('button', { name: '短信', exact: true }).click()
    await see(page, '5 分钟内有效')
    await typeCode(page, await hands.sms.code())
    await see(page, '已解绑第三方 OTP')
  }, 60_000)
})
