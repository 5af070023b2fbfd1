// Webmail behind the second step, on the screens: Chromium, the built mini-program, Debian's Roundcube, Dovecot and Postfix.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { publicUrl } from '../setup/public-url.ts'
import { see } from '../e2e/portal-walk.ts'
import { until } from '../mail-servers/until.ts'
import { enrolled } from './webmail-house.ts'
import {
  aWhile,
  browserAddress,
  enter,
  enterOnScreens,
  isAsked,
  newPage,
  openMailbox,
  press,
  signOutInPortal,
  startWebmailStage,
  type WebmailStage,
} from './webmail-stage.ts'

const names = ['writer', 'leaver', 'patient']
let stage: WebmailStage
beforeAll(async () => {
  stage = await startWebmailStage({ addresses: names.map((name) => `${name}@cqu.edu.cn`) })
  const addresses = await Promise.all(names.map((name) => enrolled(stage.world, name)))
  for (const address of addresses) await stage.drop(address, `for ${address}`)
  await stage.house.settle()
}, 60_000)
afterAll(() => stage.stop())

async function write(page: Page, to: string, subject: string) {
  await page.goto(`${stage.webmail.url}?_task=mail&_action=compose`)
  await page.locator('#compose_to input').fill(to)
  await page.locator('#compose-subject').fill(subject)
  await page.locator('#composebody').fill('hello')
  await press(page.locator('button.send'))
}

const refresh = (page: Page) => press(page.getByRole('button', { name: '刷新' }).first())

describe('webmail', () => {
  it('is entered by a scan, shows the mailbox, sends, and is left for good', async () => {
    const page = await newPage(stage)
    await page.setExtraHTTPHeaders({ 'x-forwarded-for': browserAddress })
    await enterOnScreens(stage, page, 'writer')
    await see(page, 'for writer')
    await write(page, 'writer@cqu.edu.cn', 'written by hand')
    await page.waitForURL(/_task=mail(?!.*compose)/)
    const { postfix } = stage.house
    await until(() => postfix.log().includes('status=sent'), postfix.log)
    await refresh(page)
    await see(page, 'written by hand')
    expect(stage.house.nodes[0]!.log()).toContain(`user=<writer@cqu.edu.cn>, method=PLAIN, rip=${browserAddress}`)
    await press(page.getByRole('button', { name: '注销' }))
    expect(await isAsked(page)).toBe(true)
    await page.goto(stage.webmail.url)
    expect(await isAsked(page)).toBe(true)
    expect(new URL(page.url()).origin).toBe(publicUrl)
  }, 90_000)

  it('comes back to the page that was asked for, and its settings lead to ours', async () => {
    const page = await newPage(stage)
    await enter(stage, page, 'writer', '?_task=settings&_action=identities')
    expect(page.url()).toContain('_task=settings&_action=identities')
    await press(page.getByRole('button', { name: '客户端专用密码' }))
    await page.waitForURL(`${publicUrl}/settings/app-passwords`)
    await page.goto(`${stage.webmail.url}?_task=settings`)
    await press(page.getByRole('button', { name: '二次验证设置' }))
    await page.waitForURL(`${publicUrl}/settings/factors`)
  }, 60_000)

  it('asks again at the next click, of any kind, when the person has signed out in the portal', async () => {
    const mailboxes = await Promise.all(names.map((name) => openMailbox(stage, name)))
    const [whole, part, contacts] = mailboxes.map(({ page }) => page) as [Page, Page, Page]
    await aWhile(stage, whole, part, contacts)
    await signOutInPortal(whole)
    for (const { portal } of mailboxes.slice(1)) await portal.call('DELETE /api/session')
    await Promise.all([
      refresh(part),
      whole.goto(`${stage.webmail.url}?_task=mail`),
      contacts.goto(`${stage.webmail.url}?_task=addressbook`),
    ])
    expect(await Promise.all([whole, part, contacts].map(isAsked))).toEqual([true, true, true])
  }, 60_000)

  it('says so, instead of beginning again and again, when the mail server refuses what has only begun', async () => {
    const { page, portal } = await openMailbox(stage, 'leaver')
    await portal.call('DELETE /api/session')
    await page.goto(`${stage.webmail.url}?_task=mail`)
    expect(await page.locator('#second-step-problem').innerText()).toContain('webmail.mailbox')
    await page.getByRole('link', { name: '登录' }).click()
    expect(await isAsked(page)).toBe(true)
  }, 60_000)

  it('stays open in an outage of ours, and goes on after it', async () => {
    const { page } = await openMailbox(stage, 'patient')
    await aWhile(stage, page)
    await stage.house.doors.is('500')
    await page.reload()
    await see(page, '连接至 IMAP 服务器失败')
    await page.goto(`${stage.webmail.url}?_task=addressbook`)
    expect(page.url()).toContain('_task=addressbook')
    await stage.house.doors.is('up')
    await page.goto(`${stage.webmail.url}?_task=mail`)
    await see(page, 'for patient')
  }, 60_000)
})
