import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { limits } from '../../shared/limits.ts'
import { signInAnew } from '../actors/journeys.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { followTo, generate, inDialog, openPage, seePage } from './app-password-walk.ts'
import { byAvatar, dialog, goHome, newcomer, seeDialog } from './guide-walk.ts'
import { bindOnScreen, see } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { focused, press } from './typed-person.ts'

/** Nobody listens there: a mail server that is switched off. */
const nowhere = { DOVEADM_URLS: 'http://127.0.0.1:9', DOVEADM_KEY: 'a-key-that-nobody-asks-for' }
const { secret, env } = doorFor('enforce', { CLIENT_SERVERS: 'imap=mail.cqu.edu.cn:993,smtp=mail.cqu.edu.cn:587' })
let stage: Stage
beforeAll(async () => {
  stage = await startStage({ ...env, ...nowhere })
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())
const door = mailDoor(() => stage.world.doors, secret)

describe('the form and the card of a new app password', () => {
  it('tells how Outlook, Foxmail, iOS, Android and Thunderbird are set up, for the protocols that were chosen', async () => {
    const { page, address } = await newcomer(stage)
    await openPage(page)
    await press(page, '生成专用密码')
    await page.getByLabel('名称').fill('手机 Outlook')
    await page.getByRole('checkbox', { name: 'IMAP' }).uncheck()
    await inDialog(page, '生成')
    const card = page.getByRole('region', { name: '在邮件客户端中填写' })
    await card.getByText('端口 587 · STARTTLS').waitFor()
    await card.getByText(address).waitFor()
    await card.getByText('POP3 服务器地址请咨询 023-65111500').waitFor()
    expect(await card.getByText('993').count()).toBe(0)
    for (const [client, words] of [
      ['Outlook', '让我手动设置我的账户'],
      ['Foxmail', '手动设置'],
      ['iOS', '添加邮件账户'],
      ['Android', 'K-9'],
      ['Thunderbird', '普通密码'],
    ] as const) {
      await card.getByRole('button', { name: client, exact: true }).click()
      await card.getByText(words).waitFor()
    }
  }, 60_000)

  it('says what is missing in the form, and what the server refuses, inside the dialog', async () => {
    const { page, address } = await newcomer(stage)
    const other = stage.world.browser()
    await signInAnew(other, address)
    await openPage(page)
    await see(page, '未启用二次验证，邮件客户端可直接使用邮箱密码。')
    await press(page, '生成专用密码')
    expect(await focused(page)).toBe('名称')
    await inDialog(page, '生成')
    await see(page, '请输入名称')
    expect(await focused(page)).toBe('名称')
    await page.getByLabel('名称').fill('第二十一个')
    for (const protocol of ['IMAP', 'POP3', 'SMTP']) await page.getByRole('checkbox', { name: protocol }).uncheck()
    await inDialog(page, '生成')
    await see(page, '请至少选择一种协议')
    await page.getByRole('checkbox', { name: 'IMAP' }).check()
    const input = { protocols: ['imap' as const], life: 'unlimited' as const }
    for (let made = 1; made <= limits.appPasswordsPerAccount; made += 1)
      await other.call('POST /api/app-passwords', { input: { ...input, name: `${made}` } })
    await inDialog(page, '生成')
    await dialog(page).getByRole('alert').getByText('最多 20 个，请先删除不用的').waitFor()
    expect(await page.getByLabel('名称').inputValue()).toBe('第二十一个')
    await page.keyboard.press('Escape')
    await page.getByRole('row').nth(20).waitFor()
    await see(page, '最多 20 个，请先删除不用的')
    expect(await page.getByRole('button', { name: '生成专用密码' }).isDisabled()).toBe(true)
  }, 60_000)
})

describe('a mail server that cannot be told of a deletion', () => {
  it('is named on the page by its next question, and no more once the server was told', async () => {
    const { page, address } = await newcomer(stage)
    const kicks = stage.world.database.models.kicks.collection
    await page.clock.install()
    await followTo(page, '头像', '个人设置', '安全设置')
    await generate(page, '旧手机')
    await inDialog(page, '我已保存，完成')
    await press(page, '删除 旧手机')
    await inDialog(page, '删除')
    await see(page, '还没有专用密码')
    expect(await page.getByText('有一台邮件服务器暂时无法通知').count()).toBe(0)
    // The app's own relay: an undone one is there as soon as it has carried the event.
    while ((await kicks.countDocuments({ address })) === 0);
    stage.world.clock.advance(limits.kickLate + 1_000)
    await page.clock.fastForward(limits.unreachedAskEvery)
    await see(
      page,
      /有一台邮件服务器暂时无法通知，已登录的客户端可能还会保持连接。自 今天 \d\d:\d\d 起，系统会继续通知。/,
    )
    await kicks.updateMany({ address }, { $unset: { dueAt: '' } })
    await page.clock.fastForward(limits.unreachedAskEvery)
    await page.locator('main').getByText('有一台邮件服务器暂时无法通知').waitFor({ state: 'detached' })
  }, 60_000)
})

describe('before the first method is bound', () => {
  it('the clients of the last 30 days are named beside the methods and on the page; afterwards neither is there, and a link leads on', async () => {
    const { page, address, name } = await newcomer(stage)
    await door.post('/doors/report', { login: address, protocol: 'imap', remote: '113.204.8.9', success: true })
    await byAvatar(page)
    const clients = page.getByRole('region', { name: '这些客户端将无法登录' })
    await clients.getByText('113.204.x.x').waitFor()
    await clients.getByRole('link', { name: '为它们生成专用密码' }).click()
    await seePage(page)
    await clients.getByText('IMAP').waitFor()
    expect(await clients.getByRole('link').count()).toBe(0)
    await bindOnScreen(page, await stage.phone(`clients-${name}`))
    await dialog(page).getByRole('link', { name: '管理专用密码' }).click()
    await seePage(page)
    await see(page, '还没有专用密码')
    expect(await clients.count()).toBe(0)
    await goHome(page)
    await page.getByRole('link', { name: '客户端专用密码 未生成' }).waitFor()
    await byAvatar(page)
    await pressManage(page)
    await generate(page, '手机 Outlook')
    await inDialog(page, '我已保存，完成')
    await goHome(page)
    await page.getByRole('link', { name: '客户端专用密码 已生成 1 个' }).waitFor()
  }, 60_000)
})

async function pressManage(page: Page): Promise<void> {
  await see(page, '二次验证已启用')
  await page.getByRole('link', { name: '管理专用密码' }).click()
  await seePage(page)
}

describe('on a narrow screen', () => {
  it('passwords are cards, in Chinese and in English, and nothing scrolls sideways', async () => {
    const { page } = await newcomer(stage)
    await page.setViewportSize({ width: 390, height: 844 })
    await openPage(page)
    await generate(page, '一个名字长得一行放不下的客户端，在图书馆三楼的那台电脑上')
    await seeDialog(page, '专用密码已生成')
    const width = () => page.evaluate(() => document.documentElement.scrollWidth)
    const letterBox = await page.locator('.once-letters').boundingBox()
    expect(letterBox!.x + letterBox!.width).toBeLessThanOrEqual(390)
    await inDialog(page, '我已保存，完成')
    await page.locator('.list-card dl').waitFor()
    expect(await page.getByRole('table').count()).toBe(0)
    expect(await width()).toBe(390)
    await page.evaluate(() => window.localStorage.setItem('language', 'en'))
    await page.setViewportSize({ width: 320, height: 640 })
    await page.reload()
    await see(page, 'Never used')
    expect(await width()).toBe(320)
  }, 60_000)
})
