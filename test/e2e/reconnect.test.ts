// The page's server dies while the page waits for the phone; behind the same origin another one goes on.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { bind } from '../actors/journeys.ts'
import { startTown, type Town } from '../actors/town.ts'
import { built } from '../setup/builds.ts'
import { publicUrl } from '../setup/public-url.ts'
import { startBalancer, type Balancer } from './balancer.ts'
import { see, signInOn } from './portal-walk.ts'
import { readQr } from './read-qr.ts'
import { launch, openPage } from './stage.ts'

/** As long as a person would look at a page that does nothing. */
const patience = 10_000

let town: Town
let balancer: Balancer
let chromium: Browser
beforeAll(async () => {
  town = await startTown(2, { env: { PUBLIC_URL: publicUrl, PORTAL_DIR: built.portal } })
  balancer = await startBalancer(town.servers.map(({ port }) => port))
  chromium = await launch(balancer.url)
}, 60_000)
afterEach(() => town.restart())
afterAll(async () => {
  await chromium.close()
  await balancer.stop()
  await town.stop()
})

/** A known browser that shows the QR and listens to server A, and the person's phone at server B. */
async function atQr(name: string) {
  const address = await town.user(name)
  const phone = town.phone(name, 1)
  balancer.taken.fill(0)
  await bind(town.browser(1), phone, address)
  const page = await openPage(chromium, { locale: 'zh-CN' })
  await page.goto(`${publicUrl}/`)
  const listens = page.waitForResponse('**/api/challenge/events')
  await signInOn(page, address)
  const link = await readQr(page)
  await listens
  return { page, phone, link }
}

/** kill -9 of server A. @returns how long ago that was. */
async function killA(): Promise<() => number> {
  expect(balancer.taken[1]).toBe(0)
  await town.servers[0]!.kill()
  const start = performance.now()
  return () => performance.now() - start
}

describe('the page’s server is killed with kill -9', () => {
  it('before the phone scans at another: the page goes on there by itself and ends signed in', async () => {
    const { page, phone, link } = await atQr('reconnect')
    const since = await killA()
    const scanned = await phone.scan(link)
    await see(page, '已扫码')
    await phone.answer(scanned, 'approve')
    await see(page, '欢迎')
    expect(since()).toBeLessThan(patience)
  }, 60_000)

  it('between the scan and the approval', async () => {
    const { page, phone, link } = await atQr('reconnect-scanned')
    const scanned = await phone.scan(link)
    await see(page, '已扫码')
    const since = await killA()
    await phone.answer(scanned, 'approve')
    await see(page, '欢迎')
    expect(since()).toBeLessThan(patience)
  }, 60_000)
})
