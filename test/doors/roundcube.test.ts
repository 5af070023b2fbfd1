// Webmail behind the second step, on the screens: Chromium, the built mini-program, Debian's Roundcube, Dovecot and Postfix.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { publicUrl } from '../setup/public-url.ts'
import { see } from '../e2e/portal-walk.ts'
import {
  browserAddress,
  enrolled,
  enter,
  isAsked,
  signOutInPortal,
  startWebmailStage,
  type WebmailStage,
} from './webmail-stage.ts'

const names = ['writer', 'leaver', 'patient']
let stage: WebmailStage
beforeAll(async () => {
  stage = await startWebmailStage({ addresses: names.map((name) => `${name}@cqu.edu.cn`) })
  for (const name of names) await stage.drop(await enrolled(stage, name), `for ${name}`)
  await stage.house.settle()
}, 60_000)
afterAll(() => stage.stop())

async function write(page: Page, to: string, subject: string) {
  await page.goto(`${stage.webmail.url}?_task=mail&_action=compose`)
  await page.locator('#compose_to input').fill(to)
  await page.locator('#compose-subject').fill(subject)
  await page.locator('#composebody').fill('hello')
  await page.locator('button.send').click()
}

const refresh = (page: Page) => page.getByRole('button', { name: '刷新' }).first().click()

/** The session is older than one that is refused as soon as it has begun, and so is its last look at the mailbox. */
const aWhile = () => sleep(10_500)

describe('webmail', () => {
  it('is entered by a scan, shows the mailbox, sends, and is left for good', async () => {
    const page = await stage.portal()
    await page.setExtraHTTPHeaders({ 'x-forwarded-for': browserAddress })
    await enter(stage, page, 'writer')
    await see(page, 'for writer')
    await write(page, 'writer@cqu.edu.cn', 'written by hand')
    await page.waitForURL(/_task=mail(?!.*compose)/)
    await see(page, 'written by hand')
    expect(stage.house.nodes[0]!.log()).toContain(`user=<writer@cqu.edu.cn>, method=PLAIN, rip=${browserAddress}`)
    await page.getByRole('button', { name: '注销' }).click()
    expect(await isAsked(page)).toBe(true)
    await page.goto(stage.webmail.url)
    expect(await isAsked(page)).toBe(true)
    expect(new URL(page.url()).origin).toBe(publicUrl)
  }, 90_000)

  it('comes back to the page that was asked for, and its settings lead to ours', async () => {
    const page = await stage.portal()
    await enter(stage, page, 'writer', '?_task=settings&_action=identities')
    expect(page.url()).toContain('_task=settings&_action=identities')
    await page.getByRole('button', { name: '客户端专用密码' }).click()
    await page.waitForURL(`${publicUrl}/settings/app-passwords`)
    await page.goto(`${stage.webmail.url}?_task=settings`)
    await page.getByRole('button', { name: '二次验证设置' }).click()
    await page.waitForURL(`${publicUrl}/settings/factors`)
  }, 60_000)

  it('asks again at the next click, of any kind, when the person has signed out in the portal', async () => {
    const pages = await Promise.all([0, 1, 2].map(() => stage.portal()))
    for (const page of pages) await enter(stage, page, 'leaver')
    const [whole, part, contacts] = pages as [Page, Page, Page]
    await aWhile()
    for (const page of pages) await signOutInPortal(page)
    await whole.goto(`${stage.webmail.url}?_task=mail`)
    expect(await isAsked(whole)).toBe(true)
    await refresh(part)
    expect(await isAsked(part)).toBe(true)
    await contacts.goto(`${stage.webmail.url}?_task=addressbook`)
    expect(await isAsked(contacts)).toBe(true)
  }, 120_000)

  it('says so, instead of beginning again and again, when the mail server refuses what has only begun', async () => {
    const page = await stage.portal()
    await enter(stage, page, 'leaver')
    await signOutInPortal(page)
    await page.goto(`${stage.webmail.url}?_task=mail`)
    expect(await page.locator('#second-step-problem').innerText()).toContain('webmail.mailbox')
    await page.getByRole('link', { name: '登录' }).click()
    expect(await isAsked(page)).toBe(true)
  }, 60_000)

  it('stays open in an outage of ours, and goes on after it', async () => {
    const page = await stage.portal()
    await enter(stage, page, 'patient')
    await aWhile()
    await stage.house.doors.is('500')
    await page.reload()
    await see(page, '连接至 IMAP 服务器失败')
    await page.goto(`${stage.webmail.url}?_task=addressbook`)
    expect(page.url()).toContain('_task=addressbook')
    await stage.house.doors.is('up')
    await page.goto(`${stage.webmail.url}?_task=mail`)
    await see(page, 'for patient')
  }, 90_000)
})
