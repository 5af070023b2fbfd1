import { describe, expect, it } from '@jest/globals'
import { ScanFlow } from '../../miniprogram/src/scan/flow.ts'
import { CallError, createClient } from '../../shared/client.ts'
import type { Asked } from '../../shared/messages/phone-confirm.ts'
import { problem } from './fake-phone.ts'
import { answer, asked, endOf, everything, look, reading, start, troubleOf, world } from './scan-world.ts'

describe('an answer', () => {
  const approvals: Record<Asked, string> = {
    login: 'login-done',
    prove: 'prove-done',
    bind: 'digits',
    unbind: 'waiting',
    'unbind-other': 'waiting',
    'rebind-old': 'rebind-old-done',
    'rebind-new': 'digits',
    'rebind-other': 'rebind-other-done',
  }

  it.each(
    everything.flatMap((what) => [
      [what, 'approve', approvals[what]] as const,
      [what, 'deny', `${what}-refused`] as const,
      [what, 'report', `${what}-reported`] as const,
    ]),
  )('to %s with %s leads to %s', async (what, given, screen) => {
    const phone = await asked(what)
    await phone.flow.answer(given)
    expect(endOf(phone.stage())).toBe(screen)
    const { purpose } = phone.scan
    expect(phone.server.asked.at(-1)?.body).toEqual({ answer: given, purpose, code: 'login-code-1' })
  })

  it('is sent once however often the button is pressed', async () => {
    const phone = await asked('login')
    await Promise.all([phone.flow.answer('approve'), phone.flow.answer('approve'), phone.flow.answer('deny')])
    expect(phone.server.times(answer)).toBe(1)
  })

  it('carries another wx.login code when WeChat refuses the first, once', async () => {
    const phone = await asked('login')
    const answered = phone.server.handlers[answer]!
    phone.server.handlers[answer] = (request) =>
      (request.body as { code: string }).code === 'login-code-1' ? problem('wechat.code') : answered(request)
    await phone.flow.answer('approve')
    expect(endOf(phone.stage())).toBe('login-done')

    const other = await asked('login')
    other.server.handlers[answer] = () => problem('wechat.code')
    await other.flow.answer('approve')
    expect(troubleOf(other.stage())).toEqual({ answer: 'approve', code: 'wechat.code' })
    expect(other.server.times(answer)).toBe(2)
  })

  it('that met no network is told as not given, and can be given again', async () => {
    const phone = await asked('login')
    phone.server.setOffline(true)
    await phone.flow.answer('approve')
    expect(phone.stage()).toMatchObject({ is: 'ask', busy: null, trouble: { answer: 'approve', code: 'offline' } })
    phone.server.setOffline(false)
    await phone.flow.answer('approve')
    expect(endOf(phone.stage())).toBe('login-done')
  })

  it('whose reply was lost is not called done before the server says so', async () => {
    const phone = await asked('login')
    const answered = phone.server.handlers[answer]!
    phone.server.handlers[answer] = async (request) => {
      await answered(request)
      return 'lost'
    }
    await phone.flow.answer('approve')
    expect(phone.stage()).toMatchObject({ is: 'ask', trouble: { answer: 'approve', code: 'offline' } })
    await phone.flow.look()
    expect(endOf(phone.stage())).toBe('login-done')
  })

  it('given again after the browser went on is told as what became of it', async () => {
    const phone = await asked('login')
    phone.server.handlers[answer] = () => 'lost'
    await phone.flow.answer('approve')
    phone.scan.status = 'redeemed'
    phone.server.handlers[answer] = () => problem('scan.used')
    await phone.flow.answer('approve')
    expect(endOf(phone.stage())).toBe('login-done')
  })

  it('that comes too late ends as used when the server tells no more', async () => {
    const phone = await asked('login')
    phone.server.handlers[answer] = phone.server.handlers[look] = () => problem('scan.used')
    await phone.flow.answer('approve')
    expect(endOf(phone.stage())).toBe('used')
  })

  it.each(['rebind-old', 'rebind-other'] as const)(
    'to %s whose reply was lost is told as handled once the browser went on to the new binding',
    async (what) => {
      const phone = await asked(what)
      phone.server.handlers[answer] = () => 'lost'
      await phone.flow.answer('approve')
      phone.server.handlers[answer] = phone.server.handlers[look] = () => problem('scan.not-found')
      await phone.flow.answer('approve')
      expect(endOf(phone.stage())).toBe('used')

      const other = await asked(what)
      other.server.handlers[answer] = () => 'lost'
      await other.flow.answer('approve')
      other.server.handlers[look] = () => problem('scan.not-found')
      await other.flow.look()
      expect(endOf(other.stage())).toBe('used')
    },
  )

  it('that is the first one to a scan that is gone is told as too late', async () => {
    const phone = await asked('rebind-old')
    phone.server.handlers[answer] = () => problem('scan.not-found')
    await phone.flow.answer('approve')
    expect(endOf(phone.stage())).toBe('expired')
  })

  it('without a wx.login code is told as not given', async () => {
    const { server, scan } = world('login')
    const flow = new ScanFlow({
      call: createClient(server.send),
      login: () => Promise.reject(new CallError('offline')),
      platform: () => 'ios',
      now: () => start,
    })
    await flow.start(reading)
    await flow.answer('approve')
    expect(troubleOf(flow.stage.get())).toEqual({ answer: 'approve', code: 'offline' })
    expect(scan.status).toBe('scanned')
  })
})
