import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import type { Phone } from '../actors/phone.ts'
import { codeOf, tally } from '../actors/outcome.ts'
import { readTogether } from '../actors/rendezvous.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const renew = (phone: Phone, refresh: string) => phone.call('POST /api/phone/session/renew', { input: { refresh } })
const afterGrace = limits.replacedTokenGrace + 1_000

describe('the answer to a renewal of the phone’s session that is lost', () => {
  it('R11: is given again for the same refresh text', async () => {
    const phone = world.phone('lost-renewal')
    const { refresh } = await phone.open()
    const lost = await renew(phone, refresh)
    expect((await renew(phone, refresh)).refresh).toBe(lost.refresh)
  })

  it('R11: is given again though the phone went on meanwhile with the token it had', async () => {
    const phone = world.phone('goes-on')
    const { refresh } = await phone.open()
    world.clock.advance(600_000)
    const lost = await renew(phone, refresh)
    await phone.call('GET /api/phone/codes')
    expect((await renew(phone, refresh)).refresh).toBe(lost.refresh)
  })

  it('is no longer given once the next text was used', async () => {
    const phone = world.phone('moved-on')
    const { refresh } = await phone.open()
    const second = await renew(phone, refresh)
    await renew(phone, second.refresh)
    expect(await codeOf(renew(phone, refresh))).toBe('phone.session')
  })

  it('is given to each of three renewals that arrive at once', async () => {
    const phone = world.phone('three-times')
    const { refresh } = await phone.open()
    const separate = readTogether(world.app.services.phones, 'byTokenMacs', 3)
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(renew(phone, refresh))))
    separate()
    expect(tally(codes)).toEqual({ ok: 3 })
  })

  it('a text that was replaced is dead once the phone works with what it got: it is no second key for a month', async () => {
    const phone = world.phone('stolen-refresh')
    const { refresh } = await phone.open()
    const { token } = await renew(phone, refresh)
    phone.holdToken(token)
    await phone.call('GET /api/phone/codes')
    world.clock.advance(afterGrace)
    expect(await codeOf(renew(phone, refresh))).toBe('phone.session')
  })
})
