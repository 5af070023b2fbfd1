import { expect } from '@jest/globals'
import { limits } from '../../../shared/limits.ts'
import { codeOf } from '../../actors/outcome.ts'
import type { Phone } from '../../actors/phone.ts'
import { age, type Cast } from './cast.ts'
import type { Flows } from './flow.ts'

const renew = (phone: Phone, refresh: string) => phone.call('POST /api/phone/session/renew', { input: { refresh } })
const codes = (phone: Phone) => codeOf(phone.call('GET /api/phone/codes'))

/** A phone whose session was renewed, and its refresh texts. */
async function renewed(cast: Cast) {
  const { address, phone } = await cast.newcomer()
  const first = await phone.open()
  const second = await renew(phone, first.refresh)
  phone.holdToken(second.token)
  return { address, phone, first: first.refresh, second: second.refresh }
}

export const phoneFlows: Flows = {
  'opening the mini-program': {
    core: ['spendPhoneSession', 'openPhone'],
    entry: 'POST /api/phone/session',
    writes: ['counters.spend', 'phones.put'],
    leaves: {},
    async begin(cast) {
      const { address, phone } = await cast.newcomer()
      return {
        address,
        act: phone.open,
        async goOn() {
          await phone.open()
          expect(await codes(phone)).toBe('ok')
          const rows = cast.database.connection.collection('phones')
          expect(await rows.countDocuments({ installation: phone.installation })).toBe(1)
        },
      }
    },
  },
  'renewing the phone’s session': {
    core: ['renewPhone'],
    entry: 'POST /api/phone/session/renew',
    writes: ['phones.rotate'],
    leaves: {},
    async begin(cast) {
      const { address, phone } = await cast.newcomer()
      const { refresh } = await phone.open()
      return {
        address,
        act: () => renew(phone, refresh),
        async goOn() {
          const again = await renew(phone, refresh)
          expect((await renew(phone, refresh)).refresh).toBe(again.refresh)
          phone.holdToken(again.token)
          expect(await codes(phone)).toBe('ok')
          expect(await codeOf(renew(phone, again.refresh))).toBe('ok')
        },
      }
    },
  },
  'the first sight of a renewed session': {
    core: ['phoneById'],
    entry: 'GET /api/phone/codes',
    writes: ['phones.sawToken'],
    leaves: {},
    async begin(cast) {
      const { address, phone, first, second } = await renewed(cast)
      return {
        address,
        act: () => phone.call('GET /api/phone/codes'),
        async goOn() {
          expect(await codes(phone)).toBe('ok')
          expect(await codeOf(renew(phone, first))).toBe('phone.session')
          expect(await codeOf(renew(phone, second))).toBe('ok')
        },
      }
    },
  },
  'renewing with a text that was replaced long ago': {
    core: ['renewPhone'],
    entry: 'POST /api/phone/session/renew',
    writes: ['phones.end'],
    leaves: {},
    async begin(cast) {
      const { address, phone, first, second } = await renewed(cast)
      await codes(phone)
      const { installation } = phone
      await age(cast, 'phones', { installation }, 'token.replacedAt', limits.replacedTokenGrace + 1_000)
      return {
        address,
        act: () => renew(phone, first),
        async goOn() {
          expect(await codeOf(renew(phone, second))).toBe('phone.session')
          await phone.open()
          expect(await codes(phone)).toBe('ok')
        },
      }
    },
  },
  'ending the phone’s session': {
    core: [],
    entry: 'DELETE /api/phone/session',
    writes: ['phones.end'],
    leaves: {},
    async begin(cast) {
      const { address, phone } = await cast.newcomer()
      await phone.open()
      return {
        address,
        act: () => phone.call('DELETE /api/phone/session'),
        async goOn() {
          expect(await codes(phone)).toBe('phone.session')
          await phone.open()
          expect(await codes(phone)).toBe('ok')
        },
      }
    },
  },
}
