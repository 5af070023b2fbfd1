import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { limits } from '../../shared/limits.ts'
import type { Asked } from '../../shared/messages/phone-confirm.ts'
import { startAskingStage } from './asking-stage.ts'
import { see } from './portal-walk.ts'

let stage: Awaited<ReturnType<typeof startAskingStage>>
beforeAll(async () => {
  stage = await startAskingStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

const top = (page: Page) => page.locator('wx-page:not([hidden])')
const button = (page: Page, name: string | RegExp) => top(page).getByRole('button', { name }).first()

interface Screen {
  kind: string
  ask: string
  /** Amber and red have the marks of danger. */
  tone: 'brand' | 'info' | 'warn' | 'danger'
  note: string[]
  approve: string
  /** After 确认, and once the browser has finished where it has to. */
  done: [title: string, line: string]
  refused: string
}

const screens: Record<Asked, Screen> = {
  login: {
    kind: '登录',
    ask: '是您在登录邮箱吗？',
    tone: 'brand',
    note: [],
    approve: '确认',
    done: ['已确认登录', '请回到电脑继续，邮箱正在打开。'],
    refused: '这次登录没有成功，邮箱未被打开。',
  },
  prove: {
    kind: '验证身份',
    ask: '是您在修改安全设置吗？',
    tone: 'brand',
    note: ['不是您本人操作，请点【拒绝】。'],
    approve: '确认',
    done: ['已验证', '请回到电脑继续。'],
    refused: '没有更改任何设置。',
  },
  bind: {
    kind: '绑定',
    ask: '要绑定这个微信吗？',
    tone: 'info',
    note: ['绑定后，此微信可确认该邮箱的登录。', '二维码不是您自己打开的，请点【拒绝】。'],
    approve: '确认',
    done: ['已绑定', '此微信现在可以确认该邮箱的登录。'],
    refused: '此微信没有绑定该邮箱。',
  },
  unbind: {
    kind: '解绑',
    ask: '要解绑微信吗？',
    tone: 'danger',
    note: ['解绑后，此微信不再保护该邮箱', '这里也不再显示它的验证码。'],
    approve: '确认解绑',
    done: ['已解绑', '此微信不再保护该邮箱。'],
    refused: '没有解绑，此微信仍保护该邮箱。',
  },
  'unbind-other': {
    kind: '解绑',
    ask: '要解绑短信吗？',
    tone: 'danger',
    note: ['解绑后，短信不再保护该邮箱', '登录时不能再用它验证。'],
    approve: '确认解绑',
    done: ['已解绑', '短信不再保护该邮箱。'],
    refused: '没有解绑，短信仍保护该邮箱。',
  },
  'rebind-old': {
    kind: '换绑',
    ask: '要把这个微信换掉吗？',
    tone: 'warn',
    note: ['验证后，可换绑到新的微信。', '不是您本人操作，请点【拒绝】。'],
    approve: '确认',
    done: ['已验证', '请回到电脑继续，用新的微信扫码。'],
    refused: '没有换绑，此微信仍保护该邮箱。',
  },
  'rebind-new': {
    kind: '换绑',
    ask: '要换绑到这个微信吗？',
    tone: 'info',
    note: ['换绑后，由此微信确认该邮箱的登录。', '二维码不是您自己打开的，请点【拒绝】。'],
    approve: '确认',
    done: ['已换绑', '此微信现在可以确认该邮箱的登录。'],
    refused: '没有换绑，原来的微信仍保护该邮箱。',
  },
  'rebind-other': {
    kind: '修改',
    ask: '要修改备用邮箱吗？',
    tone: 'warn',
    note: ['验证后，可绑定新的备用邮箱。', '不是您本人操作，请点【拒绝】。'],
    approve: '确认',
    done: ['已验证', '请回到电脑继续，绑定新的备用邮箱。'],
    refused: '没有修改，备用邮箱仍保护该邮箱。',
  },
}
const all = Object.keys(screens) as Asked[]
const isDanger = ({ tone }: Screen) => tone === 'warn' || tone === 'danger'

describe.each(all)('the page that asks %s', (what) => {
  const screen = screens[what]

  it('says so, in its colour, with or without the marks of danger, and ends well', async () => {
    const { page, scan, text } = await stage.ask(what)
    await see(page, screen.ask)
    const said = await text()
    for (const words of [screen.kind, scan.address, '重庆', ...screen.note]) expect(said).toContain(words)
    expect(await top(page).locator(`.band-${screen.tone}`).count()).toBe(1)
    const marks = isDanger(screen) ? 1 : 0
    expect(await top(page).locator(`.tape-${screen.tone}`).count()).toBe(marks)
    expect(await top(page).locator('.facts-edge').count()).toBe(marks)
    expect(await top(page).locator('.button-heavy').count()).toBe(marks)
    expect(await button(page, screen.approve).getAttribute('aria-disabled')).toBe(isDanger(screen) ? 'true' : null)
    if (isDanger(screen)) await page.waitForTimeout(limits.dangerDelay + 300)
    await button(page, new RegExp(`^${screen.approve}$`)).tap()
    await page.waitForTimeout(300)
    Object.assign(scan, { status: 'redeemed', number: null })
    await see(page, screen.done[0])
    expect(await text()).toContain(screen.done[1])
  }, 30_000)

  it('takes 拒绝, and says that nothing was done', async () => {
    const { page, text } = await stage.ask(what)
    await see(page, screen.ask)
    await button(page, '拒绝').tap()
    await see(page, '若不是您本人操作')
    expect(await text()).toContain(`已拒绝 ${screen.refused}`)
  }, 30_000)

  it('takes 不是我操作 in English, with nothing in it that is not English', async () => {
    const browser = { name: 'Chrome 141', system: 'Windows 11', place: { area: null, network: null }, ip: '45.141.x.x' }
    const { page, text } = await stage.ask(what, { browser }, { language: 'en' })
    await button(page, 'Refuse').waitFor()
    expect(await text()).not.toMatch(/[{}\u3400-\u9fff]/u)
    await button(page, "It wasn't me").tap()
    await see(page, 'Refused and reported')
    expect(await text()).not.toMatch(/[{}\u3400-\u9fff]/u)
  }, 30_000)
})

describe('the two digits of a rebind', () => {
  it('end the change when they are taken back or typed wrong', async () => {
    const { page, text } = await stage.ask('rebind-new')
    await button(page, '确认').tap()
    await see(page, '请在电脑上输入这两位数字')
    expect(await text()).toContain('换绑到 zhangming@example.edu.cn')
    await button(page, '取消换绑').tap()
    await see(page, '已取消换绑')
    expect(await text()).toContain('没有换绑，原来的微信仍保护该邮箱。')

    const other = await stage.ask('rebind-new')
    await button(other.page, '确认').tap()
    await see(other.page, '请在电脑上输入这两位数字')
    Object.assign(other.scan, { status: 'denied', number: null })
    await see(other.page, '数字不正确')
    expect(await other.text()).toContain('换绑已取消，请重新扫码。')
  }, 30_000)
})

describe('the last method', () => {
  it.each(['unbind', 'unbind-other'] as const)(
    'is named as such by %s, and only then',
    async (what) => {
      const { page, text } = await stage.ask(what, { isLast: true })
      await see(page, screens[what].ask)
      expect(await text()).toContain('这是最后一种验证方式，二次验证将关闭。')
      const other = await stage.ask(what)
      await see(other.page, screens[what].ask)
      expect(await other.text()).not.toContain('这是最后一种验证方式')
    },
    30_000,
  )
})
