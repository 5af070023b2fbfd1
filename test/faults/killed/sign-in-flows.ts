import { expect } from '@jest/globals'
import { signIn } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import { accountOf } from '../../actors/records.ts'
import { password } from '../../actors/test-database.ts'
import type { Browser } from '../../actors/browser.ts'
import type { Cast } from './cast.ts'
import type { Flows, Scene } from './flow.ts'

const stateOf = async (browser: Browser) => (await browser.call('GET /api/session')).state

type State = 'signed-in' | 'second-step' | 'change-password'

/** The answer with the cookie is lost, so the password is typed again. */
async function typedAgain(browser: Browser, address: string, state: State) {
  expect(await stateOf(browser)).toBe('anonymous')
  expect(await signIn(browser, address)).toMatchObject({ state })
}

const typing = (address: string, browser: Browser, state: State): Scene => ({
  address,
  act: () => signIn(browser, address),
  goOn: () => typedAgain(browser, address, state),
})

const withPassword = (browser: Browser, address: string, password: string) =>
  codeOf(browser.call('POST /api/session', { input: { address, password } }))

/** Who typed it twice has shown it twice. */
const shown = (last: string) => ({ 'login.password': last.startsWith('sessions.') ? 2 : 1 })

/** By an operator, when no password of it is known. */
async function callToEnrol({ database }: Cast, address: string) {
  const enrol = { at: new Date(), passwordMark: null }
  await database.connection.collection('accounts').updateOne({ address }, { $set: { enrol } })
}

export const signInFlows: Flows = {
  'the first sign-in of a mailbox': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['accounts.ensure', 'accounts.notePassword', 'sessions.insert'],
    leaves: (last) => ({ 'login.succeeded': last === 'sessions.insert' ? 2 : 1 }),
    async begin(cast) {
      const { address, browser } = await cast.newcomer()
      return typing(address, browser, 'signed-in')
    },
  },
  'the first sign-in to a mailbox that was another person’s': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['accounts.release', 'accounts.ensure', 'accounts.notePassword', 'sessions.insert'],
    // Of the one who has the address in the end: the other one had signed in once as well.
    leaves: (last) => (last === 'sessions.insert' ? { 'login.succeeded': 1 } : {}),
    async begin(cast) {
      const { address, browser } = await cast.newcomer()
      await signIn(cast.browser(), address)
      // Somebody else's from now on, who has the same password.
      await cast.database.connection.collection('localUsers').deleteOne({ address })
      await cast.changePassword(password)
      return typing(address, browser, 'signed-in')
    },
  },
  'the password of a mailbox with a second step': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['counters.spend', 'sessions.insert'],
    leaves: shown,
    async begin(cast) {
      const { address, browser } = await cast.bound()
      return typing(address, browser, 'second-step')
    },
  },
  'the right password after a wrong one': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['counters.clear', 'counters.spend', 'sessions.insert'],
    leaves: shown,
    async begin(cast) {
      const { address, browser } = await cast.bound()
      await withPassword(browser, address, 'wrong')
      return typing(address, browser, 'second-step')
    },
  },
  'a wrong password': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['counters.fail', 'counters.fail', 'counters.fail', 'audit.append', 'auditChain.append'],
    leaves: (last) => ({ 'login.failed': last.startsWith('audit') ? 2 : 1, 'login.password': 1 }),
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
    core: ['signIn', 'signOut'],
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
  'the first password after a call to enrol': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['accounts.noteCalled', 'sessions.insert'],
    leaves: shown,
    async begin(cast) {
      const { address, browser } = await cast.newcomer()
      await signIn(browser, address)
      await browser.call('DELETE /api/session')
      await callToEnrol(cast, address)
      return typing(address, browser, 'change-password')
    },
  },
  'another password after 不是我操作': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['accounts.settleReports', 'accounts.notePassword', 'counters.spend', 'sessions.insert'],
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
