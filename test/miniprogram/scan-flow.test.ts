import { describe, expect, it } from '@jest/globals'
import type { ErrorCode } from '../../shared/errors.ts'
import { problem } from './fake-phone.ts'
import { asked, endOf, look, reading, take, world } from './scan-world.ts'

describe('a scanned QR', () => {
  it('is shown to the server with its scene and this platform', async () => {
    const { server } = await asked('login')
    expect(server.asked[0]?.body).toEqual({ ...reading, platform: 'ios' })
  })

  it.each<[ErrorCode, string]>([
    ['scan.not-found', 'expired'],
    ['scan.expired', 'expired'],
    ['scan.used', 'used'],
    ['scan.other-phone', 'other-phone'],
    ['scan.not-bound', 'not-bound'],
    ['scan.picture', 'picture'],
    ['scan.computer', 'computer'],
    ['binding.full', 'full'],
    ['wechat.blocked', 'blocked'],
    ['wechat.unavailable', 'down'],
    ['wechat.busy', 'busy'],
    ['phone.session', 'failed'],
    ['internal', 'failed'],
  ])('that ends with %s shows the screen %s', async (code, end) => {
    const phone = world('login')
    phone.server.handlers[take] = () => problem(code)
    await phone.flow.start(reading)
    expect(endOf(phone.stage())).toBe(end)
  })

  it('that met no network is tried again on return', async () => {
    const phone = world('login')
    phone.server.setOffline(true)
    await phone.flow.start(reading)
    expect(endOf(phone.stage())).toBe('offline')
    phone.server.setOffline(false)
    await phone.flow.look()
    expect(phone.stage().is).toBe('ask')
  })

  it('that is followed by another one leaves no trace of its own late answer', async () => {
    const phone = world('login')
    const first = phone.flow.start(reading)
    phone.server.handlers[take] = () => problem('scan.not-bound')
    await phone.flow.start({ ...reading, ticket: 'B'.repeat(22) })
    await first
    expect(endOf(phone.stage())).toBe('not-bound')
  })

  it('expires after 60 s of the server’s clock, which only the server says', async () => {
    const phone = await asked('login')
    await phone.wait(59)
    expect(phone.server.times(look)).toBe(0)
    phone.scan.status = 'expired'
    await phone.wait(1)
    expect(endOf(phone.stage())).toBe('expired')
  })
})
