import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { byAvatar, dialog, seeDialog } from './guide-walk.ts'
import { see } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { focused, press, type, typedPerson } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

async function atRegenerate() {
  const person = await typedPerson(stage, ['totp'])
  const { page, hands, enter } = person
  await enter()
  await type(page, await hands.totp.code())
  await see(page, '欢迎')
  await byAvatar(page)
  await see(page, '剩余 10 个，共 10 个')
  await press(page, '重新生成 恢复码')
  await seeDialog(page, '重新生成恢复码？')
  return person
}

describe('new recovery codes', () => {
  it('are shown once: neither Esc nor ✕ closes them, a file holds them, and the old ones are good no more', async () => {
    const { page, enter, recoveryCodes, hands } = await atRegenerate()
    await dialog(page).getByRole('button', { name: '重新生成', exact: true }).click()
    await seeDialog(page, '恢复码已生成')
    await see(page, '请立即保存。')
    const shown = await page.locator('.once-codes li').allInnerTexts()
    expect(new Set(shown).size).toBe(10)
    expect(await focused(page)).toBe('复制')
    expect(await dialog(page).getByRole('button', { name: '关闭' }).count()).toBe(0)
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Escape')
    await seeDialog(page, '恢复码已生成')
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, '下载')])
    const file = readFileSync(await download.path(), 'utf8')
    for (const code of shown) expect(file.split('\r\n')).toContain(code)
    await press(page, '我已保存，完成')
    await see(page, '剩余 10 个，共 10 个')
    await page.reload()
    await see(page, '剩余 10 个，共 10 个')
    expect(await page.content()).not.toContain(shown[0]!)
    await press(page, '退出登录')
    await enter()
    await press(page, '使用恢复码')
    const field = page.getByLabel('恢复码', { exact: true })
    await field.fill(recoveryCodes[0]!)
    await press(page, '确定')
    await see(page, '验证码不正确')
    await field.fill(shown[3]!)
    await press(page, '确定')
    await see(page, '欢迎')
    await byAvatar(page)
    await see(page, '剩余 9 个，共 10 个')
    expect(hands.totp.kind).toBe('totp')
  }, 90_000)

  it('can be left out: 【取消】 keeps the old ones', async () => {
    const { page } = await atRegenerate()
    await press(page, '取消')
    expect(await dialog(page).count()).toBe(0)
    await see(page, '剩余 10 个，共 10 个')
  }, 60_000)

  it('need a proof that is no recovery code: whoever came in by one is asked first', async () => {
    const { page, enter, hands, recoveryCodes } = await typedPerson(stage, ['totp'])
    await enter()
    await press(page, '使用恢复码')
    await page.getByLabel('恢复码', { exact: true }).fill(recoveryCodes[0]!)
    await press(page, '确定')
    await see(page, '欢迎')
    await byAvatar(page)
    await press(page, '重新生成 恢复码')
    await dialog(page).getByRole('button', { name: '重新生成', exact: true }).click()
    await seeDialog(page, '请先验证身份')
    await dialog(page)
      .getByLabel('六位验证码')
      .fill(await hands.totp.code())
    await press(page, '确定')
    await seeDialog(page, '恢复码已生成')
  }, 60_000)
})
