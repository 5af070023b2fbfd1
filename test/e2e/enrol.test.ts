// What the owner of a mailbox sees that an operator has called to enrol.
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { callToEnrol } from '../../server/core/enrol.ts'
import { dialog, mailedCode, newcomer, pressBeside, typeCode } from './guide-walk.ts'
import { see, signInAnewOn } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { press } from './typed-person.ts'

const passwordUrl = 'http://portal.localhost/change-it-there'
const changed = 'another one since the call'
let stage: Stage
beforeAll(async () => {
  stage = await startStage({ PASSWORD_URL: passwordUrl })
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

/** How many links lead to the other pages of 安全设置. */
const others = (page: Page) => page.getByRole('navigation', { name: '安全设置' }).getByRole('link').count()

it('is led to another password, then to a first method, and then in', async () => {
  const { services } = stage.world.app
  const { name, address, page } = await newcomer(stage)
  await callToEnrol(services, (await services.accounts.byAddress(address))!, 'its password was for sale')

  await page.goto(new URL('/settings/devices', page.url()).href)
  await see(page, '请先修改邮箱密码')
  expect(new URL(page.url()).pathname).toBe('/settings/factors')
  expect(await page.getByRole('link', { name: '修改邮箱密码' }).getAttribute('href')).toBe(passwordUrl)
  expect([await others(page), await page.getByRole('button', { name: /^绑定/ }).count()]).toEqual([0, 0])
  await press(page, '重新登录')
  await signInAnewOn(page, address)
  await see(page, '请先修改邮箱密码')

  await stage.world.user(name, changed)
  await press(page, '重新登录')
  await signInAnewOn(page, address, changed)
  await see(page, '请绑定一种验证方式')
  for (const how of ['验证码发到您的另一个邮箱', '用微信扫码确认', '验证码发到您的手机', '验证码由手机上的应用生成'])
    await see(page, how)
  expect(await others(page)).toBe(0)
  await pressBeside(page, '绑定', '备用邮箱')
  await page.getByLabel('备用邮箱地址').fill('enrolled@163.com')
  await press(page, '发送验证码')
  await see(page, '验证码已发送')
  await typeCode(page, await mailedCode(stage, 'enrolled@163.com'))
  await see(page, '绑定成功')
  await dialog(page).getByRole('button', { name: '完成' }).click()
  await see(page, '二次验证已启用')
  expect([await others(page), await page.getByText('请绑定一种验证方式').count()]).toEqual([4, 0])
}, 60_000)

it('is told in the dialog when the call came while the page was open', async () => {
  const { services } = stage.world.app
  const { address, page } = await newcomer(stage)
  await page.goto(new URL('/settings/factors', page.url()).href)
  await see(page, '二次验证未启用')
  await callToEnrol(services, (await services.accounts.byAddress(address))!, 'its password was for sale')
  await pressBeside(page, '绑定', '第三方 OTP')
  await see(page, '请先修改邮箱密码，再重新登录')
}, 60_000)
