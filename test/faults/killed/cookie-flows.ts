import { expect } from '@jest/globals'
import { limits } from '../../../shared/limits.ts'
import { approvedBind, redeem } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import type { Browser } from '../../actors/browser.ts'
import { age, type Cast } from './cast.ts'
import type { Flows } from './flow.ts'

const stateOf = async (browser: Browser) => (await browser.call('GET /api/session')).state

/** A browser with a session, and one with the cookie that the session had before. */
async function overtaken(cast: Cast) {
  const { address, phone, browser } = await cast.newcomer()
  const { challenge, number } = await approvedBind(browser, phone, address)
  const late = cast.browser()
  late.setCookies(browser.cookies())
  await redeem(browser, challenge, number)
  return { address, phone, browser, late }
}

export const cookieFlows: Flows = {
  'the first sight of a new cookie': {
    core: ['meet'],
    entry: 'GET /api/session',
    writes: ['sessions.sawToken'],
    leaves: {},
    async begin(cast) {
      const { address, browser, late } = await overtaken(cast)
      return {
        address,
        act: () => browser.call('GET /api/session'),
        async goOn() {
          expect(await stateOf(late)).toBe('anonymous')
          expect(await stateOf(browser)).toBe('signed-in')
        },
      }
    },
  },
  'a cookie after some minutes': {
    core: ['meet'],
    entry: 'GET /api/session',
    writes: ['sessions.touch'],
    leaves: {},
    async begin(cast) {
      const { address, known } = await cast.bound()
      await age(cast, 'sessions', { address }, 'touchedAt', limits.sessionTouchEvery + 1_000)
      return {
        address,
        act: () => known.call('GET /api/session'),
        async goOn() {
          expect(await stateOf(known)).toBe('signed-in')
        },
      }
    },
  },
  'a cookie that comes back long after it was replaced': {
    core: ['meet'],
    entry: 'GET /api/session',
    writes: ['sessions.end'],
    leaves: { 'session.theft': 1, raised: -1 },
    async begin(cast) {
      const { address, browser, late } = await overtaken(cast)
      await browser.call('GET /api/session')
      await age(cast, 'sessions', { address }, 'token.replacedAt', limits.replacedTokenGrace + 1_000)
      return {
        address,
        act: () => late.call('GET /api/session'),
        async goOn() {
          expect([await stateOf(late), await stateOf(browser)]).toEqual(['anonymous', 'anonymous'])
        },
      }
    },
  },
  'signing out': {
    core: ['signOut'],
    entry: 'DELETE /api/session',
    writes: ['sessions.end'],
    leaves: { 'session.ended': 1, raised: -1 },
    async begin(cast) {
      const { address, known } = await cast.bound()
      return {
        address,
        act: () => known.call('DELETE /api/session'),
        async goOn() {
          expect(await codeOf(known.call('DELETE /api/session'))).toBe('ok')
          expect(await stateOf(known)).toBe('anonymous')
        },
      }
    },
  },
}
