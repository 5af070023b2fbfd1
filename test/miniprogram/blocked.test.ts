// WeChat holds this user for high-risk (errcode 40226): whoever needs a fresh wx.login code gets nowhere, what is on the phone stays.
import { describe, expect, it } from '@jest/globals'
import { codeAt } from '../../miniprogram/src/codes/clock.ts'
import { CodesKeeper } from '../../miniprogram/src/codes/keeper.ts'
import { codesScreen } from '../../miniprogram/src/pages/codes/screen.ts'
import { ScanFlow } from '../../miniprogram/src/scan/flow.ts'
import { createSessionCall } from '../../miniprogram/src/session/session.ts'
import { limits } from '../../shared/limits.ts'
import { ends } from '../../shared/messages/phone-ends.ts'
import { troubles } from '../../shared/messages/phone.ts'
import { problems } from '../../shared/messages/problems.ts'
import { fakeServer, fakeVault, problem } from './fake-phone.ts'
import { answer, endOf, everything, iso, look, reading, scanOf, start, take } from './scan-world.ts'

const open = 'POST /api/phone/session'
const renew = 'POST /api/phone/session/renew'
const codes = 'GET /api/phone/codes'
const words = '微信登录受限，请在电脑上换用其他验证方式'

/** A phone with codes and a session that a scan can be read in. */
function world(what = everything[0]!) {
  let now = start
  const tokens = () => ({
    token: 'token',
    tokenUntil: iso(now + limits.phoneTokenLife),
    refresh: 'refresh-of-this-phone',
    refreshUntil: iso(now + limits.phoneSessionLife),
    now: iso(now),
  })
  const view = () => ({ ...scanOf(what), now: iso(now) })
  const list = (from: number) => [{ code: '482913', from: iso(from), until: iso(from + 300_000) }]
  const server = fakeServer({
    [open]: tokens,
    [renew]: tokens,
    [codes]: () => ({
      mailboxes: [{ id: 'mailbox-1', address: 'zh***g@example.edu.cn', boundAt: iso(start), codes: list(now) }],
      now: iso(now),
    }),
    [take]: view,
    [look]: view,
    [answer]: view,
  })
  const vault = fakeVault()
  const login = async () => 'login-code-1'
  const call = createSessionCall({ ...server, login, vault, newInstallation: async () => 'phone-1', now: () => now })
  return {
    server,
    keeper: new CodesKeeper({ call, vault, now: () => now }),
    flow: new ScanFlow({ call, login, platform: () => 'ios', now: () => now }),
    clock: () => now,
    wait: (ms: number) => void (now += ms),
    /** From now on, and the session that there was has ended. */
    block() {
      for (const key of [open, answer]) server.handlers[key] = () => problem('wechat.blocked')
      for (const key of [codes, take, look, renew]) server.handlers[key] = () => problem('phone.session')
    },
  }
}

describe('11: scenario 11, a user whom WeChat blocks', () => {
  it('goes on seeing the codes that are on the phone, and is told', async () => {
    const phone = world()
    await phone.keeper.open()
    phone.block()
    phone.wait(60_000)
    await phone.keeper.refresh()
    const { mailboxes, trouble } = phone.keeper.codes.get()
    expect(codesScreen(phone.keeper.codes.get())).toBe('cards')
    expect(codeAt(mailboxes![0]!, phone.clock())?.code).toBe('482913')
    expect(problems[trouble!]['zh-CN']).toBe(words)
  })

  it('without a code on the phone is told on the whole page', async () => {
    const phone = world()
    phone.block()
    await phone.keeper.open()
    expect(codesScreen(phone.keeper.codes.get())).toBe('trouble')
    const { title, line } = troubles['wechat.blocked']!
    expect(`${title['zh-CN']}，${line['zh-CN']}`).toBe(words)
  })

  it('goes on with a session that needs no wx.login code', async () => {
    const phone = world()
    await phone.keeper.open()
    phone.server.handlers[open] = () => problem('wechat.blocked')
    phone.wait(limits.phoneTokenLife)
    await phone.keeper.refresh()
    expect(phone.server.times(renew)).toBe(1)
    expect(phone.keeper.codes.get()).toMatchObject({ trouble: null })
  })

  it('is told when he scans', async () => {
    const phone = world()
    phone.block()
    await phone.flow.start(reading)
    expect(phone.flow.stage.get()).toEqual({ is: 'end', end: 'blocked' })
  })

  it.each(everything)('is told when he answers %s, and has answered nothing', async (what) => {
    const phone = world(what)
    await phone.flow.start(reading)
    expect(phone.flow.stage.get().is).toBe('ask')
    phone.block()
    await phone.flow.answer('approve')
    expect(endOf(phone.flow.stage.get())).toBe('blocked')
    expect(ends.blocked.title['zh-CN']).toBe('微信登录受限')
    expect(ends.blocked.line['zh-CN']).toBe('请在电脑上换用其他验证方式。')
  })
})
