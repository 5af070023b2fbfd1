import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { limits } from '../../shared/limits.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { password } from '../actors/test-database.ts'
import { followTo, generate, inDialog, shownLetters } from './app-password-walk.ts'
import { member } from './guide-members.ts'
import { dialog, seeDialog, typeCode } from './guide-walk.ts'
import { see } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { focused, press } from './typed-person.ts'

const { secret, env } = doorFor('enforce')
let stage: Stage
beforeAll(async () => {
  stage = await startStage(env)
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())
const door = mailDoor(() => stage.world.doors, secret)

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

/** What a page leaves in its browser beside what it shows: storage, address, title. */
const kept = (page: Page) =>
  page.evaluate(() =>
    [
      ...Object.values(window.localStorage as Record<string, string>),
      ...Object.values(window.sessionStorage as Record<string, string>),
      window.location.href,
      JSON.stringify(window.history.state),
      document.title,
    ].join('\n'),
  )

describe('the guide, part 5: 客户端专用密码设置', () => {
  it('guide 5 steps 1 to 5: named, generated, copied without its spaces, shown this once, and good in a mail client', async () => {
    const { page, address } = await member(stage, 'totp')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await followTo(page, '头像', '个人设置', '安全设置')
    await see(page, '还没有专用密码')
    await generate(page, '手机 Outlook')
    const shown = await shownLetters(page)
    expect(shown).toMatch(/^[a-z]{4}( [a-z]{4}){3}$/)
    expect(await focused(page)).toBe('复制')
    await see(page, '16 位小写字母。空格只为便于阅读，不必输入')
    await see(page, '请立即复制并妥善保存。')
    await inDialog(page, '复制')
    await dialog(page).getByRole('button', { name: '已复制' }).waitFor()
    const copied = await clipboard(page)
    expect(copied).toBe(shown.replaceAll(' ', ''))
    await dialog(page).getByRole('button', { name: '复制', exact: true }).waitFor()
    for (const spelling of [shown, copied]) expect(await kept(page)).not.toContain(spelling)
    expect(await dialog(page).getByRole('button', { name: '关闭' }).count()).toBe(0)
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Escape')
    await page.mouse.click(8, 400)
    await seeDialog(page, '专用密码已生成')
    await inDialog(page, '我已保存，完成')
    await page.getByRole('row').filter({ hasText: '手机 Outlook' }).getByText('从未使用').waitFor()
    expect(await focused(page)).toBe('生成专用密码')
    for (const spelling of [shown, copied]) expect((await kept(page)) + (await page.content())).not.toContain(spelling)
    await page.reload()
    await see(page, '手机 Outlook')
    for (const spelling of [shown, copied]) expect((await kept(page)) + (await page.content())).not.toContain(spelling)
    expect(await door.dovecot(address, copied, 'imap', '113.204.8.9')).toMatchObject({ is: 'ok' })
    expect(await door.dovecot(address, password, 'imap', '113.204.8.9')).toMatchObject({ is: 'wrong' })
  }, 60_000)

  it('guide 5: several for several clients, each with its own; 【删除】 ends one at once and leaves the others', async () => {
    const { page, address } = await member(stage, 'totp')
    await followTo(page, '邮箱设置', '安全设置')
    const made: string[] = []
    for (const name of ['手机 Outlook', '办公室 Foxmail']) {
      await generate(page, name)
      await seeDialog(page, '专用密码已生成')
      made.push(await shownLetters(page))
      await inDialog(page, '我已保存，完成')
    }
    expect(await door.dovecot(address, made[1]!, 'imap', '202.202.1.1')).toMatchObject({ is: 'ok' })
    await press(page, '删除 手机 Outlook')
    await seeDialog(page, '删除专用密码？')
    await see(page, '删除后，使用它的客户端将立即无法登录。')
    await inDialog(page, '取消')
    expect(await door.dovecot(address, made[0]!)).toMatchObject({ is: 'ok' })
    await press(page, '删除 手机 Outlook')
    await inDialog(page, '删除')
    await see(page, '专用密码已删除')
    expect(await page.getByRole('row').filter({ hasText: '手机 Outlook' }).count()).toBe(0)
    expect(await focused(page)).toBe('生成专用密码')
    expect(await door.dovecot(address, made[0]!)).toMatchObject({ is: 'wrong' })
    expect(await door.dovecot(address, made[1]!)).toMatchObject({ is: 'ok' })
    await page.reload()
    const row = page.getByRole('row').filter({ hasText: '办公室 Foxmail' })
    await row.getByText('IMAP · 202.202.x.x').waitFor()
    await row.getByText('重庆 · 教育网').waitFor()
  }, 60_000)

  it('asks for a proof when the last is older than ten minutes, and goes on with the name that was typed', async () => {
    const { page, hands } = await member(stage, 'totp')
    await followTo(page, '头像', '个人设置', '安全设置')
    stage.world.clock.advance(limits.freshProof + 1_000)
    await press(page, '生成专用密码')
    await page.getByLabel('名称').fill('家里的 Thunderbird')
    await page.getByRole('checkbox', { name: 'POP3' }).uncheck()
    await page.getByRole('radio', { name: '90 天' }).check()
    await inDialog(page, '生成')
    await seeDialog(page, '请先验证身份')
    await typeCode(page, await hands.totp.code())
    await seeDialog(page, '专用密码已生成')
    await dialog(page).getByText('家里的 Thunderbird').waitFor()
    await inDialog(page, '我已保存，完成')
    const row = page.getByRole('row').filter({ hasText: '家里的 Thunderbird' })
    await row.getByText('IMAP · SMTP', { exact: true }).waitFor()
    expect(await row.locator('time').count()).toBe(1)
  }, 60_000)
})
