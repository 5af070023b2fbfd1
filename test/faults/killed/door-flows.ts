// What mail servers ask.
import { expect } from '@jest/globals'
import { CallError } from '../../../shared/client.ts'
import { signInAnew } from '../../actors/journeys.ts'
import { makePassword } from '../../actors/mail-owner.ts'
import { password } from '../../actors/test-database.ts'
import type { Browser } from '../../actors/browser.ts'
import type { Cast } from './cast.ts'
import { boundByCode } from './code-people.ts'
import type { Flows } from './flow.ts'

/** A mail server knows no problems of ours: without an answer it is offline as a page is. */
export const asked = (call: Promise<unknown>) =>
  call.catch(() => {
    throw new CallError('offline')
  })

/** What is written after the answer is there. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo()));
}

const used = async (browser: Browser) => (await browser.call('GET /api/app-passwords')).passwords[0]?.used !== null
const isListed = async (browser: Browser) => (await browser.call('GET /api/app-passwords')).clients.length > 0

/** A mailbox without factors, its owner signed in; nothing is left to be noted of his cookie. */
async function plain(cast: Cast) {
  const { address, browser } = await cast.newcomer()
  await signInAnew(browser, address)
  await browser.call('GET /api/session')
  return { address, browser }
}

const inTrail = (last: string) => (last.startsWith('audit') ? { 'client.refused': 1 } : {})

export const doorFlows: Flows = {
  'a wrong secret that is new': {
    core: ['decideMailSignIn'],
    entry: 'POST /doors/dovecot',
    writes: ['counters.addSecret', 'audit.append', 'auditChain.append'],
    leaves: inTrail,
    async begin(cast) {
      const { address } = await boundByCode(cast, 'totp')
      const ask = () => cast.door.dovecot(address, 'a guess')
      return {
        address,
        act: () => asked(ask()),
        // It was counted.
        goOn: async () => expect(await ask()).toMatchObject({ is: 'wrong' }),
      }
    },
  },
  'the mailbox password of an account with a second step': {
    core: ['decideMailSignIn'],
    entry: 'POST /doors/dovecot',
    writes: ['counters.spend', 'accounts.tell'],
    leaves: (last) => (last === 'accounts.tell' ? { 'client.old': 1, told: 1 } : {}),
    async begin(cast) {
      const { address } = await boundByCode(cast, 'totp')
      const ask = () => cast.door.dovecot(address, password)
      return {
        address,
        act: () => asked(ask()),
        goOn: async () => expect(await ask()).toMatchObject({ is: 'wrong' }),
      }
    },
  },
  'the use of an app password': {
    core: ['noteUse', 'decideMailSignIn'],
    entry: 'POST /doors/dovecot',
    writes: ['accounts.useAppPassword'],
    leaves: {},
    async begin(cast) {
      const owner = await boundByCode(cast, 'totp')
      const { password: text } = await makePassword(owner)
      const ask = () => cast.door.dovecot(owner.address, text)
      return {
        address: owner.address,
        act: () => asked(ask().then(() => until(() => used(owner.browser)))),
        async goOn() {
          expect(await used(owner.browser)).toBe(true)
          expect(await ask()).toMatchObject({ is: 'ok' })
        },
      }
    },
  },
  'a wrong mailbox password by nginx': {
    core: ['checkMailboxPassword', 'decideMailSignIn'],
    entry: 'GET /doors/nginx',
    writes: [
      'counters.addSecret',
      'counters.fail',
      'counters.fail',
      'counters.fail',
      'audit.append',
      'auditChain.append',
    ],
    leaves: inTrail,
    async begin(cast) {
      const { address } = await plain(cast)
      const ask = (typed: string) => cast.door.nginx(address, typed)
      return {
        address,
        act: () => asked(ask('a guess')),
        async goOn() {
          expect(await ask('a guess')).toMatchObject({ server: null })
          expect(await ask(password)).toMatchObject({ status: 'OK' })
        },
      }
    },
  },
  'the right mailbox password after a wrong one, by nginx': {
    core: ['checkMailboxPassword', 'noteMailboxUse'],
    entry: 'GET /doors/nginx',
    writes: ['counters.clear', 'mailClients.note'],
    leaves: {},
    async begin(cast) {
      const { address, browser } = await plain(cast)
      const ask = (typed: string) => cast.door.nginx(address, typed)
      await ask('a guess')
      return {
        address,
        act: () => asked(ask(password).then(() => until(() => isListed(browser)))),
        async goOn(last) {
          expect(await isListed(browser)).toBe(last === 'mailClients.note')
          expect(await ask(password)).toMatchObject({ status: 'OK' })
          await until(() => isListed(browser))
        },
      }
    },
  },
  'Dovecot’s report of a mailbox password': {
    core: ['noteMailboxUse'],
    entry: 'POST /doors/report',
    writes: ['mailClients.note'],
    leaves: {},
    async begin(cast) {
      const { address, browser } = await plain(cast)
      const tell = () =>
        cast.door.post('/doors/report', { login: address, protocol: 'imap', remote: '', success: true })
      return {
        address,
        act: () => asked(tell().then(() => until(() => isListed(browser)))),
        async goOn() {
          await tell()
          expect((await browser.call('GET /api/app-passwords')).clients).toHaveLength(1)
        },
      }
    },
  },
}
