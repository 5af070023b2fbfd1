// /sign-out: a client asks to sign out and cannot show who is meant.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { at, lead, newRequest, openDoor } from './client-visit.ts'
import { see, signInAnewOn } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { press } from './typed-person.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

let people = 0

async function signedIn() {
  const address = await stage.world.user(`leaver${(people += 1)}`)
  const page = await stage.portal()
  await openDoor(page)
  await signInAnewOn(page, address)
  await see(page, '欢迎')
  return { address, page }
}

/** 退出登录 of the page, not the one of the bar above. */
const act = (page: Page) => page.getByRole('main').getByRole('button', { name: '退出登录' }).click()
const question = (page: Page, address: string) => see(page, `要退出 ${address} 吗？其他网页和网页邮箱也会退出。`)
const stateOf = (page: Page) =>
  page.evaluate(async () => ((await (await fetch('/api/session')).json()) as { state: string }).state)

describe('signing out for a client', () => {
  it('is asked first, also after a reload, and then leads back to the client', async () => {
    const { address, page } = await signedIn()
    const request = newRequest()
    await lead(page, `/sign-out?for=${request}`)
    await question(page, address)
    expect([at(page), await stateOf(page)]).toEqual(['/sign-out', 'signed-in'])
    await page.reload()
    await question(page, address)
    await act(page)
    await page.waitForURL(`**/openid/signed-out/${request}`)
    expect(await stateOf(page)).toBe('anonymous')
  }, 60_000)

  it('is declined by 留在这里: still signed in, and nothing waits any more', async () => {
    const { page } = await signedIn()
    await lead(page, `/sign-out?for=${newRequest()}`)
    await press(page, '留在这里')
    await see(page, '欢迎')
    expect([at(page), await stateOf(page)]).toEqual(['/welcome', 'signed-in'])
    await lead(page, '/sign-out')
    await act(page)
    await see(page, '登录邮箱')
    expect(at(page)).toBe('/sign-in')
  }, 60_000)

  it('goes on by 退出登录 of the bar too', async () => {
    const { page } = await signedIn()
    const request = newRequest()
    await lead(page, `/sign-out?for=${request}`)
    await page.getByRole('banner').getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL(`**/openid/signed-out/${request}`)
    expect(await stateOf(page)).toBe('anonymous')
  }, 60_000)

  it('has nothing to ask where nobody is signed in', async () => {
    const page = await stage.portal()
    await openDoor(page)
    const request = newRequest()
    const deleted: string[] = []
    page.on('request', (sent) => sent.method() === 'DELETE' && deleted.push(sent.url()))
    await lead(page, `/sign-out?for=${request}`)
    await page.waitForURL(`**/openid/signed-out/${request}`)
    expect(deleted).toEqual([])
  }, 60_000)

  it.each(['/sign-out', '/sign-out?for=//evil.example/', `/sign-out?for=${'a'.repeat(44)}`])(
    'leads to the sign-in page from %s, which no client wrote',
    async (path) => {
      const { address, page } = await signedIn()
      await lead(page, path)
      await question(page, address)
      expect(at(page)).toBe('/sign-out')
      await act(page)
      await see(page, '登录邮箱')
      expect([at(page), await stateOf(page)]).toEqual(['/sign-in', 'anonymous'])
    },
    60_000,
  )

  it('says so when the server does not answer, and can be pressed again', async () => {
    const { address, page } = await signedIn()
    const request = newRequest()
    await lead(page, `/sign-out?for=${request}`)
    // The page has asked who is here.
    await question(page, address)
    await page.route('**/api/session', (route) => route.abort())
    await act(page)
    await see(page, '网络已断开')
    await page.unroute('**/api/session')
    await act(page)
    await page.waitForURL(`**/openid/signed-out/${request}`)
  }, 60_000)
})
