import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { chromium, type Browser, type FrameLocator, type Page } from 'playwright-core'
import { isAlive } from '../../server/mongod/processes.ts'
import { limits } from '../../shared/limits.ts'
import { noteRequests } from '../after/chromium.ts'
import { keepMongodLog } from '../after/evidence.ts'
import { findChromium } from '../setup/chromium.ts'
import { commandOf, keepDemoDatabase, npmStart, startDemo, survivors, type RunningDemo } from './npm-start.ts'

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const [address, password] = ['zhangming@cqu.edu.cn', 'demo-password']

let dataDir = ''
let demo: RunningDemo
let browser: Browser
let desk: Page
let portal: Page

const see = (at: Page | FrameLocator, text: string | RegExp) => at.getByText(text).first().waitFor({ timeout: 10_000 })
const press = (name: string | RegExp, at: Page = portal) => at.getByRole('button', { name }).first().click()

/** What is on the screen of a phone: the page on top. */
const phone = (name: '手机一' | '手机二') => desk.frameLocator(`iframe[title="${name}"]`)
const tap = (name: string | RegExp, at = phone('手机一')) =>
  at.locator('wx-page:not([hidden])').getByRole('button', { name }).first().click()
const textOf = async (at: FrameLocator) => (await at.locator('wx-page:not([hidden])').innerText()).replace(/\s+/g, ' ')
const scanWith = (name: '手机一' | '手机二') =>
  desk.getByRole('region', { name }).getByRole('button', { name: '扫描二维码' }).click()

async function signIn(): Promise<void> {
  await portal.getByLabel('邮箱地址').fill(address)
  await portal.getByLabel('邮箱密码').fill(password)
  await press(/^登录$/)
}

async function openSettings(): Promise<void> {
  await portal.getByRole('link', { name: '二次验证设置' }).first().click()
  await portal.getByRole('heading', { name: '二次验证设置' }).waitFor()
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'demo-'))
  demo = await startDemo(dataDir)
  browser = await chromium.launch({ executablePath: findChromium(), args: flags })
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' })
  noteRequests(context)
  desk = await context.newPage()
  await desk.goto(demo.url)
  const opened = context.waitForEvent('page')
  await desk.getByRole('link', { name: '打开登录页' }).click()
  portal = await opened
}, 240_000)

afterAll(async () => {
  await browser?.close()
  if (demo && isAlive(demo.npm.pid ?? 0)) {
    const all = demo.processes()
    demo.npm.kill('SIGTERM')
    await survivors(all)
  }
  keepMongodLog(dataDir)
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
})

describe('npm start', () => {
  it('refuses to run beside the settings of a real installation, one line each', async () => {
    const { npm, output } = npmStart(dataDir, { MONGODB_URI: 'mongodb://db/', KEYS: 'k1:secret' })
    const [code] = (await once(npm, 'exit')) as [number]
    expect(code).toBe(78)
    expect(output()).toContain('  MONGODB_URI is set\n  KEYS is set\n')
    expect(output()).toContain('npm run serve')
    expect(output()).not.toContain('secret')
  }, 30_000)

  it('says that there is nothing to scan before a page shows a QR, to WeChat’s camera and to the mini-program’s', async () => {
    const nothing = desk.getByRole('alertdialog', { name: '没有可扫的二维码' })
    await scanWith('手机一')
    await nothing.getByRole('button', { name: '关闭' }).click()
    await tap('扫一扫绑定')
    await nothing.getByRole('button', { name: '关闭' }).click()
    expect(await nothing.count()).toBe(0)
  })
})

const began = new Date()

describe('the main job, through the console and the portal alone', () => {
  afterAll(() => keepDemoDatabase(dataDir, began))

  it('binds with the two digits that the phone shows', async () => {
    await signIn()
    await see(portal, '欢迎')
    await see(desk, '张明的微信，未绑定')
    await openSettings()
    await press(/^绑定\s*微信/)
    await portal.getByRole('img', { name: /二维码/ }).waitFor()
    await scanWith('手机一')
    await see(phone('手机一'), '要绑定这个微信吗？')
    await see(phone('手机一'), '重庆')
    await tap('确认')
    await see(phone('手机一'), '请在电脑上输入这两位数字')
    const [, after = ''] = (await textOf(phone('手机一'))).split('请在电脑上输入这两位数字')
    const digits = /(?<!\d)(\d)\s?(\d)(?!\d)/.exec(after)
    await portal.getByLabel('手机上显示的两位数字').fill(`${digits?.[1]}${digits?.[2]}`)
    await press('确定')
    await see(portal, '绑定成功')
    await press('完成')
    await see(desk, '张明的微信，已绑定')
  }, 60_000)

  it('signs in by scan: 待扫码, 已扫码, 已确认 arrive without a request', async () => {
    await press('退出登录')
    await signIn()
    await see(portal, '打开手机微信“扫一扫”')
    await portal.getByRole('img', { name: /二维码/ }).waitFor()
    const asked: string[] = []
    portal.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
    await scanWith('手机一')
    await see(portal, '已扫码')
    expect(asked).toEqual([])
    await see(phone('手机一'), '是您在登录邮箱吗？')
    await tap('确认')
    await see(phone('手机一'), '已确认登录')
    await see(portal, '欢迎')
    // Only now the page asks: whether two digits are wanted, and then for its session.
    expect(asked.slice(0, 2)).toEqual(['GET /api/challenge', 'POST /api/challenge/redeem'])
    portal.removeAllListeners('request')
  }, 60_000)

  it('turns the other WeChat away', async () => {
    await press('退出登录')
    await signIn()
    await portal.getByRole('img', { name: /二维码/ }).waitFor()
    await scanWith('手机二')
    await see(phone('手机二'), '此微信未绑定该邮箱')
    await see(portal, '这个微信未绑定此邮箱')
  }, 60_000)

  it('signs in by the six digits on the phone, which shows them without a network', async () => {
    await tap('完成')
    await see(phone('手机一'), '每 30 秒自动更换')
    await desk.getByRole('region', { name: '手机一' }).getByRole('button', { name: '断网' }).click()
    const [, left, right] = /(\d{3})\s(\d{3})/.exec(await textOf(phone('手机一'))) ?? []
    await press('验证码')
    await portal.getByLabel('六位验证码').fill(`${left}${right}`)
    await press('确定')
    await see(portal, '欢迎')
    await desk.getByRole('region', { name: '手机一' }).getByRole('button', { name: '联网' }).click()
  }, 60_000)

  it('unbinds by scan and 确认解绑 on the red page', async () => {
    await openSettings()
    await press(/^解绑\s*微信/)
    await see(portal, '这是最后一种验证方式，解绑后：')
    await press('确定')
    await portal.getByRole('img', { name: /二维码/ }).waitFor()
    await tap('扫一扫登录')
    await see(phone('手机一'), '要解绑微信吗？')
    await desk.waitForTimeout(limits.dangerDelay + 200)
    await tap('确认解绑')
    await see(portal, '二次验证未启用')
    await see(phone('手机一'), '已解绑')
    await see(desk, '张明的微信，未绑定')
  }, 60_000)
})

describe('the end of the demo', () => {
  it.each([
    ['the demo itself', () => demo.processes().findLast((pid) => commandOf(pid).endsWith('test/demo/main.ts '))],
    ['npm', () => demo.npm.pid],
  ])(
    'a kill -9 of %s leaves no process behind',
    async (_, victim) => {
      if (!isAlive(demo.npm.pid ?? 0)) demo = await startDemo(dataDir)
      const all = demo.processes()
      expect(all.map(commandOf)).toContainEqual(expect.stringContaining(`--dbpath ${dataDir}/db `))
      process.kill(victim()!, 'SIGKILL')
      expect(await survivors(all)).toEqual([])
    },
    60_000,
  )
})
