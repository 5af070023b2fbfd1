// The end of a phone's session.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { signPhoneToken } from '../../server/http/phone-token.ts'
import { limits } from '../../shared/limits.ts'
import { codeOf } from '../actors/outcome.ts'
import type { Phone } from '../actors/phone.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const renew = (phone: Phone, refresh: string) => phone.call('POST /api/phone/session/renew', { input: { refresh } })
const codes = (phone: Phone) => codeOf(phone.call('GET /api/phone/codes'))

it('a phone that was away for thirty days has to log in again: neither its refresh text nor a token of its session is good', async () => {
  const phone = world.phone('away')
  const { refresh } = await phone.open()
  const row = await world.database.models.phones.findOne({}).lean()
  world.clock.advance(limits.phoneSessionLife + 1_000)
  expect(await codeOf(renew(phone, refresh))).toBe('phone.session')
  const { keys, settings } = world.app.services
  phone.holdToken(signPhoneToken(keys, settings.publicUrl, String(row!._id), world.clock.now()).text)
  expect(await codes(phone)).toBe('phone.session')
})

it('a refresh text that comes back after it was replaced and the next one seen ends the session: one of the two is a thief', async () => {
  const phone = world.phone('thief')
  const { refresh } = await phone.open()
  const next = await renew(phone, refresh)
  phone.holdToken(next.token)
  expect(await codes(phone)).toBe('ok')
  world.clock.advance(limits.replacedTokenGrace + 1_000)
  expect(await codes(phone)).toBe('ok')
  expect(await codeOf(renew(phone, refresh))).toBe('phone.session')
  expect(await codes(phone)).toBe('phone.session')
  expect(await codeOf(renew(phone, next.refresh))).toBe('phone.session')
})

it('a refresh text that was replaced and comes late, the next one seen, is worth nothing, and costs the phone nothing', async () => {
  const phone = world.phone('late')
  const { refresh } = await phone.open()
  const next = await renew(phone, refresh)
  phone.holdToken(next.token)
  expect(await codes(phone)).toBe('ok')
  expect(await codeOf(renew(phone, refresh))).toBe('phone.session')
  expect(await codeOf(renew(phone, next.refresh))).toBe('ok')
})
