// Signing in because another site, the webmail say, has led the browser here.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page, Route } from 'playwright-core'
import { callToEnrol } from '../../server/core/enrol.ts'
import { at, lead, newRequest, openDoor, seeContinued } from './client-visit.ts'
import { dialog, mailedCode, pressBeside, typeCode } from './guide-walk.ts'
import { boundPerson, see, signInAnewOn, signInOn, tap, typeDigits } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { press } from './typed-person.ts'

const webmail = 'http://portal.localhost/help'
let stage: Stage
beforeAll(async () => {
  stage = await startStage({ WEBMAIL_URL: webmail })
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

/** Somebody without any factor, on the sign-in page that a client led to. */
async function visitor(request: string, client?: (route: Route) => Promise<void>) {
  const name = `visitor-${request.slice(0, 8).toLowerCase().replaceAll(/[-_]/g, '0')}`
  const address = await stage.world.user(name)
  const page = await stage.portal()
  await openDoor(page, client)
  await lead(page, `/sign-in?continue=${request}`)
  return { name, address, page }
}

/** The same with a phone whose WeChat is bound. */
async function owner(request: string) {
  const { address, phoneName } = await boundPerson(stage)
  const page = await stage.portal()
  await openDoor(page)
  await lead(page, `/sign-in?continue=${request}`)
  return { address, page, phone: await stage.phone(phoneName) }
}

/** How many pages 后退 and 前进 know. */
const entries = (page: Page) => page.evaluate(() => window.history.length)

describe('a sign-in for a client', () => {
  it('takes the request out of the address bar, says who waits, and after a scan leads there and not to the webmail', async () => {
    const request = newRequest()
    const { address, page, phone } = await owner(request)
    await see(page, '登录后将返回 网页邮箱')
    expect(at(page)).toBe('/sign-in')
    await signInOn(page, address)
    await see(page, '微信扫码验证')
    await page.reload()
    await see(page, '微信扫码验证')
    await phone.scan(page)
    await tap(phone, '确认')
    await seeContinued(page, request)
    await lead(page, '/welcome')
    await see(page, '欢迎')
    expect(stage.world.logs.join('\n')).not.toContain(request)
  }, 60_000)

  it('leaves no step behind for 后退, and is done once', async () => {
    const request = newRequest()
    const { address, page } = await visitor(request)
    const before = await entries(page)
    await signInAnewOn(page, address)
    await seeContinued(page, request)
    expect(await entries(page)).toBe(before)
    await page.goBack()
    await see(page, '欢迎')
    expect(at(page)).toBe('/welcome')
    await page.reload()
    await see(page, '欢迎')
  }, 60_000)

  it('is still one after 换账号, for whoever signs in then', async () => {
    const request = newRequest()
    const { address, page } = await owner(request)
    await signInOn(page, address)
    await press(page, '换账号')
    await see(page, '登录后将返回 网页邮箱')
    await signInAnewOn(page, await stage.world.user('somebody-else'))
    await seeContinued(page, request)
  }, 60_000)

  it('is over at once in a browser that is signed in', async () => {
    const [first, second] = [newRequest(), newRequest()]
    const { address, page } = await visitor(first)
    await signInAnewOn(page, address)
    await seeContinued(page, first)
    const posted: string[] = []
    page.on('request', (sent) => sent.method() === 'POST' && posted.push(sent.url()))
    await lead(page, `/sign-in?continue=${second}`)
    await seeContinued(page, second)
    expect(posted).toEqual([])
  }, 60_000)

  it('comes before the setting that the same tab asks for', async () => {
    const request = newRequest()
    const { address, page } = await visitor(request)
    await lead(page, '/settings/devices')
    await signInAnewOn(page, address)
    await seeContinued(page, request)
    await lead(page, '/welcome')
    await see(page, '欢迎')
  }, 60_000)

  it.each([
    ['too short', 'a'.repeat(42)],
    ['no name', `../../${'a'.repeat(37)}`],
  ])(
    'is none when its request is %s: the webmail is opened as ever',
    async (_, request) => {
      const { address, page } = await visitor(request)
      expect(at(page)).toBe('/sign-in')
      expect(await page.getByText('登录后将返回').count()).toBe(0)
      await signInAnewOn(page, address)
      await page.waitForURL(webmail)
    },
    60_000,
  )

  it.each<[string, (route: Route) => Promise<void>]>([
    ['cannot be reached', (route) => route.abort()],
    ['knows no such request', (route) => route.fulfill({ status: 404, json: { name: '网页邮箱' } })],
    ['answers with a page', (route) => route.fulfill({ contentType: 'text/html', body: '<p>网页邮箱</p>' })],
    ['has no text for a name', (route) => route.fulfill({ json: { name: { zh: '网页邮箱' } } })],
  ])(
    'says nothing of the client when the door %s, and goes on',
    async (_, client) => {
      const request = newRequest()
      const { address, page } = await visitor(request, client)
      await page.waitForLoadState('networkidle')
      expect(await page.getByText('登录后将返回').count()).toBe(0)
      await signInAnewOn(page, address)
      await seeContinued(page, request)
    },
    60_000,
  )
})

describe('what comes before the client', () => {
  it('is the welcome page after 不是我操作, and its tile leads on', async () => {
    const request = newRequest()
    const { address, page, phone } = await owner(request)
    await signInAnewOn(page, address)
    await phone.scan(page)
    await tap(phone, '不是我操作')
    await press(page, '返回登录')
    await signInAnewOn(page, address)
    await phone.scan(page)
    await phone.page.waitForTimeout(3_200)
    await tap(phone, '确认')
    await see(phone.page, '请在电脑上输入这两位数字')
    await typeDigits(page, phone)
    await see(page, '请修改邮箱密码')
    await page.reload()
    await see(page, '请修改邮箱密码')
    await page.getByRole('link', { name: '继续前往网页邮箱' }).click()
    await seeContinued(page, request)
    await page.goBack()
    await see(page, '请修改邮箱密码')
    await see(page, '进入邮箱')
    expect(await page.getByText('继续前往').count()).toBe(0)
  }, 60_000)

  it('is a first method for whoever is called to enrol', async () => {
    const { services } = stage.world.app
    const request = newRequest()
    const { name, address, page } = await visitor(request)
    await stage.world.user(name, 'its old password')
    await signInAnewOn(page, address, 'its old password')
    await seeContinued(page, request)
    await callToEnrol(services, (await services.accounts.byAddress(address))!, 'its password was for sale')
    const next = newRequest()
    await lead(page, `/sign-in?continue=${next}`)
    await see(page, '请先修改邮箱密码')
    await stage.world.user(name, 'its new password')
    await press(page, '重新登录')
    await signInAnewOn(page, address, 'its new password')
    await see(page, '请绑定一种验证方式')
    await pressBeside(page, '绑定', '备用邮箱')
    await page.getByLabel('备用邮箱地址').fill(`${name}@163.com`)
    await press(page, '发送验证码')
    await see(page, '验证码已发送')
    await typeCode(page, await mailedCode(stage, `${name}@163.com`))
    await see(page, '绑定成功')
    expect(at(page)).toBe('/settings/factors')
    await dialog(page).getByRole('button', { name: '完成' }).click()
    await seeContinued(page, next)
  }, 60_000)
})
