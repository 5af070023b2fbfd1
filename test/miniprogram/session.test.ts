import { beforeEach, describe, expect, it } from '@jest/globals'
import { createSessionCall } from '../../miniprogram/src/session/session.ts'
import { limits } from '../../shared/limits.ts'
import { type Asked, fakeServer, fakeVault, problem } from './fake-phone.ts'

const open = 'POST /api/phone/session'
const renew = 'POST /api/phone/session/renew'
const codes = 'GET /api/phone/codes'
const start = Date.parse('2026-11-24T02:00:00.000Z')
const iso = (time: number) => new Date(time).toISOString()

/** A server that rotates: the previous refresh text works until the new one was seen. */
function world() {
  let now = start
  let count = 0
  let logins = 0
  const live = { token: '', refresh: '', previous: '' }
  const tokens = () => {
    count += 1
    Object.assign(live, { token: `token-${count}`, previous: live.refresh, refresh: `refresh-text-${count}` })
    return answer()
  }
  const answer = () => ({
    token: live.token,
    tokenUntil: iso(now + limits.phoneTokenLife),
    refresh: live.refresh,
    refreshUntil: iso(now + limits.phoneSessionLife),
    now: iso(now),
  })
  const refreshOf = ({ body }: Asked) => (body as { refresh: string }).refresh
  const server = fakeServer({
    [open]: tokens,
    [renew]: (asked) => {
      if (refreshOf(asked) === live.refresh) return tokens()
      return refreshOf(asked) === live.previous ? answer() : problem('phone.session')
    },
    [codes]: ({ token }) => (token === live.token ? { mailboxes: [], now: iso(now) } : problem('phone.session')),
  })
  const vault = fakeVault()
  const boot = () =>
    createSessionCall({
      send: server.send,
      vault,
      login: async () => `login-code-${++logins}`,
      newInstallation: async () => 'f'.repeat(32),
      now: () => now,
    })
  return { server, vault, boot, live, logins: () => logins, wait: (ms: number) => void (now += ms) }
}

let phone: ReturnType<typeof world>
beforeEach(() => {
  phone = world()
})

describe('the phone’s session', () => {
  it('is opened silently by the first call and used by the next', async () => {
    const call = phone.boot()
    await call(codes)
    await call(codes)
    expect(phone.server.asked.map(({ path }) => path)).toEqual([
      '/api/phone/session',
      '/api/phone/codes',
      '/api/phone/codes',
    ])
    expect(phone.server.asked[0]?.body).toEqual({ code: 'login-code-1', installation: 'f'.repeat(32) })
    expect(phone.server.asked[0]?.token).toBeUndefined()
    expect(phone.server.asked[1]?.token).toBe('token-1')
  })

  it('is opened once for calls made at once', async () => {
    const call = phone.boot()
    await Promise.all([call(codes), call(codes), call(codes)])
    expect(phone.server.times(open)).toBe(1)
  })

  it('outlives the run of the mini-program, with the same installation', async () => {
    await phone.boot()(codes)
    await phone.boot()(codes)
    expect(phone.server.times(open)).toBe(1)
    phone.vault.kept.delete('session')
    await phone.boot()(codes)
    const bodies = phone.server.asked.filter(({ path }) => path === '/api/phone/session').map(({ body }) => body)
    expect(bodies).toHaveLength(2)
    expect(bodies[1]).toMatchObject({ installation: 'f'.repeat(32) })
  })

  it('is renewed before its token ends, without WeChat', async () => {
    const call = phone.boot()
    await call(codes)
    phone.wait(limits.phoneTokenLife - limits.phoneTokenMargin)
    await call(codes)
    expect(phone.server.times(renew)).toBe(1)
    expect(phone.logins()).toBe(1)
  })

  it('is renewed once when the server refuses the token, for all calls that were refused', async () => {
    const call = phone.boot()
    await call(codes)
    phone.live.token = 'another'
    await Promise.all([call(codes), call(codes), call(codes)])
    expect(phone.server.times(renew)).toBe(1)
    expect(phone.logins()).toBe(1)
  })

  it('is opened anew, once, when it was ended', async () => {
    const call = phone.boot()
    await call(codes)
    Object.assign(phone.live, { token: 'x', refresh: 'x', previous: 'x' })
    await call(codes)
    expect(phone.server.times(renew)).toBe(1)
    expect(phone.server.times(open)).toBe(2)
  })

  it('gives up after one renewal when the server refuses the new token too', async () => {
    const call = phone.boot()
    phone.server.handlers[codes] = () => problem('phone.session')
    await expect(call(codes)).rejects.toMatchObject({ code: 'phone.session' })
    expect(phone.server.times(codes)).toBe(2)
    expect(phone.server.times(open) + phone.server.times(renew)).toBe(2)
  })

  it('asks WeChat for another code when the first is refused, once', async () => {
    const opened = phone.server.handlers[open]!
    phone.server.handlers[open] = (asked) =>
      (asked.body as { code: string }).code === 'login-code-1' ? problem('wechat.code') : opened(asked)
    await phone.boot()(codes)
    expect(phone.logins()).toBe(2)

    const other = world()
    other.server.handlers[open] = () => problem('wechat.code')
    await expect(other.boot()(codes)).rejects.toMatchObject({ code: 'wechat.code' })
    expect(other.logins()).toBe(2)
  })

  it.each(['wechat.blocked', 'wechat.unavailable', 'service.unavailable'] as const)(
    'tells %s as it is',
    async (code) => {
      phone.server.handlers[open] = () => problem(code)
      await expect(phone.boot()(codes)).rejects.toMatchObject({ code })
    },
  )

  it('tells that there is no network, and goes on when there is', async () => {
    const call = phone.boot()
    phone.server.setOffline(true)
    await expect(call(codes)).rejects.toMatchObject({ code: 'offline' })
    phone.server.setOffline(false)
    await expect(call(codes)).resolves.toMatchObject({ mailboxes: [] })
  })
})

describe('a lost answer to a renewal', () => {
  const loseNext = () => {
    const renewed = phone.server.handlers[renew]!
    phone.server.handlers[renew] = async (asked) => {
      phone.server.handlers[renew] = renewed
      await renewed(asked)
      return 'lost'
    }
  }

  it('loses nobody: the old text is presented again', async () => {
    const call = phone.boot()
    await call(codes)
    phone.wait(limits.phoneTokenLife)
    loseNext()
    await expect(call(codes)).rejects.toMatchObject({ code: 'offline' })
    await call(codes)
    expect(phone.server.times(renew)).toBe(2)
    expect(phone.logins()).toBe(1)
  })

  it('loses nobody when the mini-program was closed meanwhile', async () => {
    const call = phone.boot()
    await call(codes)
    phone.wait(limits.phoneTokenLife)
    loseNext()
    await expect(call(codes)).rejects.toMatchObject({ code: 'offline' })
    await phone.boot()(codes)
    expect(phone.logins()).toBe(1)
  })

  it('cannot happen between the answer and its use: the new text is stored first', async () => {
    const call = phone.boot()
    await call(codes)
    phone.wait(limits.phoneTokenLife)
    let storedWhenUsed: string | undefined
    const answered = phone.server.handlers[codes]!
    phone.server.handlers[codes] = (asked) => {
      storedWhenUsed = phone.vault.kept.get('session')
      return answered(asked)
    }
    await call(codes)
    expect(storedWhenUsed).toContain(phone.live.refresh)
  })
})
