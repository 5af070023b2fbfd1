import { expect } from '@jest/globals'
import { limits } from '../../../shared/limits.ts'
import { approvedBind, linkOf, redeem, signIn } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import { accountOf } from '../../actors/records.ts'
import type { Browser } from '../../actors/browser.ts'
import type { Cast } from './cast.ts'
import type { Flows } from './flow.ts'

const stateOf = async (browser: Browser) => (await browser.call('GET /api/session')).state

/** The answer with the cookie is lost, so the password is typed again. */
async function typedAgain(browser: Browser, address: string, state: 'signed-in' | 'second-step') {
  expect(await stateOf(browser)).toBe('anonymous')
  expect(await signIn(browser, address)).toMatchObject({ state })
}

const withPassword = (browser: Browser, address: string, password: string) =>
  codeOf(browser.call('POST /api/session', { input: { address, password } }))

/** Who typed it twice has shown it twice. */
const shown = (last: string) => ({ 'login.password': last.startsWith('sessions.') ? 2 : 1 })

export const signInFlows: Flows = {
  'the first sign-in of a mailbox': {
    core: 'signIn',
    entry: 'POST /api/session',
    writes: ['accounts.ensure', 'sessions.insert'],
    leaves: (last) => ({ 'login.succeeded': last === 'sessions.insert' ? 2 : 1 }),
    async begin(cast) {
      const { address, browser } = await cast.newcomer()
      return {
        address,
        act: () => signIn(browser, address),
        goOn: () => typedAgain(browser, address, 'signed-in'),
      }
    },
  },
  'the password of a mailbox with a second step': {
    core: 'signIn',
    entry: 'POST /api/session',
    writes: ['counters.spend', 'sessions.insert'],
    leaves: shown,
    async begin(cast) {
      const { address, browser } = await cast.bound()
      return {
        address,
        act: () => signIn(browser, address),
        goOn: () => typedAgain(browser, address, 'second-step'),
      }
    },
  },
  'the right password after a wrong one': {
    core: 'signIn',
    entry: 'POST /api/session',
    writes: ['counters.clear', 'counters.spend', 'sessions.insert'],
    leaves: shown,
    async begin(cast) {
      const { address, browser } = await cast.bound()
      await withPassword(browser, address, 'wrong')
      return {
        address,
        act: () => signIn(browser, address),
        goOn: () => typedAgain(browser, address, 'second-step'),
      }
    },
  },
  'a wrong password': {
    core: 'signIn',
    entry: 'POST /api/session',
    writes: ['counters.fail', 'counters.fail', 'counters.fail', 'audit.append'],
    leaves: (last) => ({ 'login.failed': last === 'audit.append' ? 2 : 1, 'login.password': 1 }),
    async begin(cast) {
      const { address, browser } = await cast.bound()
      const guess = () => browser.call('POST /api/session', { input: { address, password: 'wrong' } })
      return {
        address,
        act: guess,
        async goOn() {
          expect(await codeOf(guess())).toBe('login.wrong')
          await typedAgain(browser, address, 'second-step')
        },
      }
    },
  },
  'the password in a browser that has a session': {
    core: 'signIn',
    entry: 'POST /api/session',
    writes: ['counters.spend', 'sessions.insert', 'sessions.end'],
    leaves: (last) => ({ ...shown(last), 'session.ended': 1 }),
    async begin(cast) {
      const { address, browser } = await cast.waiting()
      return {
        address,
        act: () => signIn(browser, address),
        async goOn(last) {
          // Until the old session is ended, it is the one that the browser has.
          expect(await stateOf(browser)).toBe(last === 'sessions.end' ? 'anonymous' : 'second-step')
          expect(await signIn(browser, address)).toMatchObject({ state: 'second-step' })
        },
      }
    },
  },
  'another password after 不是我操作': {
    core: 'signIn',
    entry: 'POST /api/session',
    writes: ['accounts.settleReports', 'counters.spend', 'sessions.insert'],
    leaves: shown,
    async begin(cast) {
      const { address, phone, browser, link } = await cast.waiting()
      await phone.answer(await phone.scan(link), 'report')
      const password = 'another one since then'
      await cast.changePassword(password)
      const act = () => browser.call('POST /api/session', { input: { address, password } })
      return {
        address,
        act,
        async goOn() {
          expect(await act()).toMatchObject({ state: 'second-step' })
          expect((await accountOf(cast, address)).reports).toMatchObject([{ passwordMark: null }])
        },
      }
    },
  },
}

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
    core: 'meet',
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
    core: 'meet',
    entry: 'GET /api/session',
    writes: ['sessions.touch'],
    leaves: {},
    async begin(cast) {
      const { address, known } = await cast.bound()
      await cast.age('sessions', { address }, 'touchedAt', limits.sessionTouchEvery + 1_000)
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
    core: 'meet',
    entry: 'GET /api/session',
    writes: ['sessions.end'],
    leaves: { 'session.theft': 1, raised: -1 },
    async begin(cast) {
      const { address, browser, late } = await overtaken(cast)
      await browser.call('GET /api/session')
      await cast.age('sessions', { address }, 'token.replacedAt', limits.replacedTokenGrace + 1_000)
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
    core: 'signOut',
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
  'the relay, which carries an event to the trail': {
    core: 'relayOutboxes',
    entry: 'POST /api/session',
    writes: ['audit.append', 'outboxes.told'],
    leaves: { 'login.password': 1 },
    async begin(cast) {
      const { address, browser } = await cast.bound()
      await cast.untilCarried()
      return {
        address,
        act: async () => {
          await signIn(browser, address)
          for (;;) await browser.call('GET /api/branding')
        },
        async goOn() {
          expect(linkOf(await browser.call('GET /api/challenge'))).toContain('/w/')
        },
      }
    },
  },
}
