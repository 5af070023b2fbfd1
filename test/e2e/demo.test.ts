import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { isAlive } from '../../server/mongod/processes.ts'
import { limits } from '../../shared/limits.ts'
import { keepMongodLog } from '../after/evidence.ts'
import {
  codeOn,
  copyCode,
  digitsOn,
  message,
  openSettings,
  opens,
  phoneOn,
  place,
  press,
  scanWith,
  see,
  seeBound,
  signIn,
  signOut,
  tap,
  typeCode,
  visit,
} from './demo-walk.ts'
import { commandOf, keepDemoDatabase, startDemo, stopDemo, survivors, type RunningDemo } from './npm-start.ts'

let dataDir = ''
let demo: RunningDemo
let browser: Browser
let desk: Page
let portal: Page

const phoneOne = () => phoneOn(desk, '手机一')

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'demo-'))
  demo = await startDemo(dataDir)
  ;({ browser, desk, portal } = await visit(demo.url))
}, 240_000)

afterAll(async () => {
  await browser?.close()
  if (demo) await stopDemo(demo)
  keepMongodLog(dataDir)
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
})

describe('npm start', () => {
  it('says that there is nothing to scan before a page shows a QR, to WeChat’s camera and to the mini-program’s', async () => {
    const nothing = desk.getByRole('alertdialog', { name: '没有可扫的二维码' })
    await scanWith(desk, '手机一')
    await nothing.getByRole('button', { name: '关闭' }).click()
    await tap(phoneOne(), '扫一扫绑定')
    await nothing.getByRole('button', { name: '关闭' }).click()
    expect(await nothing.count()).toBe(0)
  })
})

const began = new Date()

describe('the main job, through the console and the portal alone', () => {
  afterAll(() => keepDemoDatabase(dataDir, began))

  it('binds with the two digits that the phone shows', async () => {
    await signIn(portal)
    await see(portal, '欢迎')
    await see(desk, '张明的微信，未绑定')
    await openSettings(portal)
    await press(portal, /^绑定\s*微信/)
    await portal.getByRole('img', { name: /二维码/ }).waitFor()
    await scanWith(desk, '手机一')
    await see(phoneOne(), '要绑定这个微信吗？')
    await see(phoneOne(), '重庆')
    await tap(phoneOne(), '确认')
    await see(phoneOne(), '请在电脑上输入这两位数字')
    await portal.getByLabel('手机上显示的两位数字').fill(await digitsOn(phoneOne()))
    await press(portal, '确定')
    await seeBound(portal)
    await see(desk, '张明的微信，已绑定')
  }, 60_000)

  it('signs in by scan: 待扫码, 已扫码, 已确认 arrive without a request', async () => {
    await signOut(portal)
    await signIn(portal)
    await see(portal, '打开手机微信“扫一扫”')
    await portal.getByRole('img', { name: /二维码/ }).waitFor()
    const asked: string[] = []
    portal.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
    await scanWith(desk, '手机一')
    await see(portal, '已扫码')
    expect(asked).toEqual([])
    await see(phoneOne(), '是您在登录邮箱吗？')
    await tap(phoneOne(), '确认')
    await see(phoneOne(), '已确认登录')
    await see(portal, '欢迎')
    // Only now the page asks: whether two digits are wanted, and then for its session.
    expect(asked.slice(0, 2)).toEqual(['GET /api/challenge', 'POST /api/challenge/redeem'])
    portal.removeAllListeners('request')
  }, 60_000)

  it('turns the other WeChat away', async () => {
    await signOut(portal)
    await signIn(portal)
    await portal.getByRole('img', { name: /二维码/ }).waitFor()
    await scanWith(desk, '手机二')
    await see(phoneOn(desk, '手机二'), '此微信未绑定该邮箱')
    await see(portal, '这个微信未绑定此邮箱')
  }, 60_000)

  it('signs in by the six digits on the phone, which shows them without a network', async () => {
    await tap(phoneOne(), '完成')
    await see(phoneOne(), '每 30 秒自动更换')
    await press(place(desk, '手机一'), '断网')
    const code = await codeOn(phoneOne())
    await press(portal, '验证码')
    await typeCode(portal, code)
    await see(portal, '欢迎')
    await press(place(desk, '手机一'), '联网')
  }, 60_000)

  it('unbinds by scan and 确认解绑 on the red page', async () => {
    await openSettings(portal)
    await press(portal, /^解绑\s*微信/)
    await see(portal, '这是最后一种验证方式，解绑后：')
    await press(portal, '确定')
    await portal.getByRole('img', { name: /二维码/ }).waitFor()
    await tap(phoneOne(), '扫一扫登录')
    await see(phoneOne(), '要解绑微信吗？')
    await desk.waitForTimeout(limits.dangerDelay + 200)
    await tap(phoneOne(), '确认解绑')
    await see(portal, '二次验证未启用')
    await see(phoneOne(), '已解绑')
    await see(desk, '张明的微信，未绑定')
  }, 60_000)
})

describe('a code that is sent, through the outbox and the portal alone', () => {
  const backup = 'zm1968@163.com'

  it('binds 备用邮箱 with the code of its mail, and signs in with the code of the next one', async () => {
    await press(portal, /^绑定\s*备用邮箱/)
    await portal.getByLabel('备用邮箱地址').fill(backup)
    await press(portal, '发送验证码')
    const mail = await message(desk, backup, '用途：绑定')
    await typeCode(portal, await copyCode(mail))
    await seeBound(portal)
    await signOut(portal)
    await signIn(portal)
    await see(portal, '备用邮箱验证')
    await press(portal, '发送验证码')
    const next = await message(desk, backup, '用途：登录')
    await typeCode(portal, await copyCode(next))
    await see(portal, '欢迎')
  }, 60_000)

  it('binds 短信 with the code of its text message, and the next one leaves within the minute', async () => {
    await openSettings(portal)
    await press(portal, /^绑定\s*短信/)
    await portal.getByLabel('手机号码').fill('13800138000')
    await press(portal, '发送验证码')
    const text = await message(desk, '138****8000', '【重庆大学】验证码')
    await typeCode(portal, await copyCode(text))
    await seeBound(portal)
    await signOut(portal)
    await signIn(portal)
    await press(portal, '短信')
    await see(portal, '5 分钟内有效')
  }, 60_000)

  it('leads from a notice to the page 不是我, shows no HTML, and is cleared away', async () => {
    const notice = await message(desk, 'zhangming@cqu.edu.cn', '您的邮箱绑定了新的验证方式：短信。')
    const notMe = await opens(notice.getByRole('link', { name: '不是我' }))
    await notMe.getByRole('heading', { level: 1 }).waitFor()
    expect(new URL(notMe.url()).pathname).toBe('/not-me')
    await notMe.close()
    expect(await place(desk, '发件箱').innerText()).not.toMatch(/<|style=/)
    await press(place(desk, '发件箱'), '清空')
    await see(desk, '还没有邮件或短信')
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
