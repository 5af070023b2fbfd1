import { expect } from '@jest/globals'
import { limits } from '../../../shared/limits.ts'
import { createAuthenticator } from '../../actors/authenticator.ts'
import { beginRebind, linkOf, redeem, signIn, typeCode } from '../../actors/journeys.ts'
import { mailedCode, sendMail } from '../../actors/mailed.ts'
import { codeOf } from '../../actors/outcome.ts'
import type { Browser } from '../../actors/browser.ts'
import { age, type Cast } from './cast.ts'
import type { Flows } from './flow.ts'
import { finish } from './redeem-flows.ts'

async function recoveryCodes(cast: Cast) {
  const all = await cast.bound()
  const { codes } = await all.known.call('POST /api/recovery-codes', { input: {} })
  return { ...all, codes }
}

/** The old side of a rebind is proved: what is asked for is the new binding. */
const asksForNew = async (browser: Browser) =>
  expect(await browser.call('GET /api/challenge')).toMatchObject({ purpose: 'rebind', stage: 'bind' })

export const codeFlows: Flows = {
  'sending a code': {
    core: ['sendCode'],
    entry: 'POST /api/challenge/send',
    // The hour and the day of the account, the network, the hour and the day of the address.
    writes: ['sessions.putSent', ...Array.from({ length: 5 }, () => 'counters.spend'), 'sessions.noteDelivery'],
    leaves: (last) => ({ 'code.sent': last === 'sessions.noteDelivery' ? 2 : 1, 'proof.given': 1 }),
    async begin(cast) {
      const { address, known, mail } = await cast.ofMail()
      const challenge = await known.call('POST /api/proof', { input: {} })
      return {
        address,
        act: () => sendMail(known, challenge, mail),
        async goOn() {
          expect(await codeOf(sendMail(known, challenge, mail))).toBe('throttle.wait')
          const past = limits.resendAfter + 1_000
          await age(cast, 'sessions', { 'challenge.id': challenge.id }, 'challenge.sent.email.at', past)
          await sendMail(known, challenge, mail)
          await typeCode(known, challenge, await mailedCode(cast, mail), 'email')
        },
      }
    },
  },
  'the code of a new binding': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['sessions.claim', 'accounts.change', 'sessions.grant'],
    leaves: { 'factor.bound': 1, bindings: 1 },
    async begin(cast) {
      const { address, known } = await cast.bound()
      const challenge = await known.call('POST /api/bindings', { input: { kind: 'totp' } })
      const code = createAuthenticator(challenge).code()
      return {
        address,
        act: () => typeCode(known, challenge, code, 'totp'),
        goOn: (last) => finish(known, challenge, last),
      }
    },
  },
  'the code of the old side': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'sessions.advance'],
    leaves: { 'proof.given': 1 },
    async begin(cast) {
      const { address, known, app } = await cast.ofApp()
      const challenge = await beginRebind(known, 'totp')
      const type = () => typeCode(known, challenge, app.code(), 'totp')
      return {
        address,
        act: type,
        async goOn(last) {
          if (last === 'accounts.consume') await type()
          await asksForNew(known)
        },
      }
    },
  },
  'redeeming the old side': {
    core: ['redeem'],
    entry: 'POST /api/challenge/redeem',
    writes: ['sessions.advance'],
    leaves: { 'proof.given': 1 },
    async begin(cast) {
      const { address, known, phone } = await cast.ofApp()
      const challenge = await beginRebind(known, 'totp')
      await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
      return {
        address,
        act: () => redeem(known, challenge),
        async goOn() {
          expect(await codeOf(redeem(known, challenge))).toBe('challenge.replaced')
          await asksForNew(known)
        },
      }
    },
  },
  'making recovery codes': {
    core: ['makeRecoveryCodes'],
    entry: 'POST /api/recovery-codes',
    writes: ['accounts.change'],
    leaves: { 'recovery.made': 2, bindings: 1 },
    async begin(cast) {
      const { address, known } = await cast.bound()
      const make = () => known.call('POST /api/recovery-codes', { input: {} })
      return {
        address,
        act: make,
        async goOn() {
          const { codes } = await make()
          expect(new Set(codes).size).toBe(limits.recoveryCodes)
        },
      }
    },
  },
  'a recovery code': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'sessions.grant'],
    // What is used up is not known any more, and counts as a wrong one.
    leaves: (last) => ({ 'login.succeeded': 1, raised: 1, ...(last === 'accounts.consume' && { 'login.failed': 1 }) }),
    async begin(cast) {
      const { address, browser, codes } = await recoveryCodes(cast)
      const { challenge } = await signIn(browser, address)
      const type = (code = '') => typeCode(browser, challenge, code, 'recovery')
      return {
        address,
        act: () => type(codes[0]),
        async goOn(last) {
          if (last === 'accounts.consume') expect(await codeOf(type(codes[0]))).toBe('code.wrong')
          if (last === 'accounts.consume') await type(codes[1])
          expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
}
