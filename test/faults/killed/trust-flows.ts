import { expect } from '@jest/globals'
import { limits } from '../../../shared/limits.ts'
import { answer } from '../../actors/hands.ts'
import { signInAnew } from '../../actors/journeys.ts'
import { accountOf } from '../../actors/records.ts'
import { age } from './cast.ts'
import { askedForCode, nextCode } from './code-people.ts'
import { copyOf, signedInAgain, tick, trusted } from './device-people.ts'
import type { Flows } from './flow.ts'

/** A sign-in that asks for the second step: how often, when it is typed again after the last of its writes. */
const asked = (last: string, more = 0) => ({ 'login.password': (last === 'sessions.insert' ? 2 : 1) + more })

export const trustFlows: Flows = {
  'ticking 同设备登录免二次验证': {
    core: ['wantTrust'],
    entry: 'POST /api/challenge/trust',
    writes: ['sessions.wantTrust'],
    leaves: { 'login.succeeded': 1, 'device.trusted': 1, raised: 1, told: 1 },
    async begin(cast) {
      const { address, browser, hands, challenge } = await askedForCode(cast, 'totp')
      return {
        address,
        act: () => tick(browser, challenge),
        async goOn() {
          expect(await browser.call('GET /api/challenge')).toMatchObject({ wantsTrust: true })
          await answer(browser, challenge, 'totp', await hands.code())
        },
      }
    },
  },
  'a sign-in whose browser becomes a trusted device': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'sessions.grant', 'accounts.trust'],
    leaves: (last) => ({
      'login.succeeded': last === 'accounts.consume' ? 2 : 1,
      ...(last !== 'accounts.consume' && { 'login.password': 1 }),
      ...(last !== 'sessions.grant' && { 'device.trusted': 1, told: 1 }),
      'session.ended': 1,
      ...(last === 'accounts.consume' && { raised: 1 }),
    }),
    async begin(cast) {
      const { address, browser, hands, challenge } = await askedForCode(cast, 'totp')
      await tick(browser, challenge)
      const code = await hands.code()
      return {
        address,
        act: () => answer(browser, challenge, 'totp', code),
        async goOn(last) {
          const isSpentOnly = last === 'accounts.consume'
          if (isSpentOnly) await answer(browser, challenge, 'totp', await nextCode(cast, hands))
          expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
          // The answer with the device's cookie is lost: the proof was given, and is asked for again next time.
          expect(await signedInAgain(browser, address)).toBe(isSpentOnly ? 'signed-in' : 'second-step')
        },
      }
    },
  },
  'a sign-in of a trusted device': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['accounts.rotateDevice', 'sessions.insert'],
    leaves: (last) => {
      const count = last === 'sessions.insert' ? 3 : 2
      return { 'login.succeeded': count, raised: count - 1, 'session.ended': 1 }
    },
    async begin(cast) {
      const { address, browser } = await trusted(cast)
      await browser.call('DELETE /api/session')
      const before = copyOf(browser)
      return {
        address,
        act: () => signInAnew(browser, address),
        async goOn() {
          expect(copyOf(browser)).toEqual(before)
          const again = await signInAnew(browser, address)
          expect(again).toMatchObject({ state: 'signed-in', aal: 2, isTrusted: true })
          expect(await signedInAgain(browser, address)).toBe('signed-in')
          expect((await accountOf(cast, address)).devices).toHaveLength(1)
        },
      }
    },
  },
  'a stolen cookie of a trusted device': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['accounts.endDevices', 'counters.spend', 'sessions.insert'],
    leaves: (last) => ({ 'device.theft': 1, told: 1, 'session.ended': 1, raised: -1, ...asked(last, 1) }),
    async begin(cast) {
      const { address, browser } = await trusted(cast)
      const thief = cast.browser()
      thief.setCookies(copyOf(browser))
      await signedInAgain(browser, address)
      await signedInAgain(browser, address)
      await age(cast, 'accounts', { address }, 'devices.0.token.replacedAt', limits.replacedTokenGrace + 1_000)
      return {
        address,
        act: () => signInAnew(thief, address),
        async goOn() {
          expect((await accountOf(cast, address)).devices).toEqual([])
          expect(await signInAnew(thief, address)).toMatchObject({ state: 'second-step' })
          expect(await signedInAgain(browser, address)).toBe('second-step')
        },
      }
    },
  },
  'another password in a trusted device': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['accounts.notePassword', 'accounts.endDevices', 'counters.spend', 'sessions.insert'],
    leaves: (last) => ({ 'device.ended': 1, ...asked(last) }),
    async begin(cast) {
      const { address, browser } = await trusted(cast)
      await browser.call('DELETE /api/session')
      const password = 'another one since then'
      await cast.changePassword(password)
      const act = () => browser.call('POST /api/session', { input: { address, password } })
      return {
        address,
        act,
        async goOn() {
          expect(await act()).toMatchObject({ state: 'second-step' })
          expect((await accountOf(cast, address)).devices).toEqual([])
        },
      }
    },
  },
}
