import { expect } from '@jest/globals'
import { approvedBind, approvedLogin, beginUnbind, linkOf, redeem, signIn, typeCode } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import { sessionOf } from '../../actors/records.ts'
import type { Browser } from '../../actors/browser.ts'
import type { Flows } from './flow.ts'

/** As a page goes on: it asks what it is, and redeems only when that is not done; the digits are asked for once. */
async function finish(browser: Browser, challenge: { id: string }, last: string) {
  const view = await browser.call('GET /api/session')
  expect(view.challenge === null).toBe(last === 'sessions.grant')
  expect(view.challenge?.needsNumber ?? false).toBe(false)
  if (view.challenge) await redeem(browser, challenge)
  else expect(await codeOf(redeem(browser, challenge))).toBe('challenge.over')
  expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2, challenge: null })
}

export const redeemFlows: Flows = {
  'redeeming a sign-in': {
    core: 'redeem',
    entry: 'POST /api/challenge/redeem',
    writes: ['sessions.grant'],
    leaves: { 'login.succeeded': 1, raised: 1 },
    async begin(cast) {
      const { address, phone, browser } = await cast.bound()
      const { challenge } = await approvedLogin(browser, phone, address)
      return {
        address,
        act: () => redeem(browser, challenge),
        goOn: (last) => finish(browser, challenge, last),
      }
    },
  },
  'redeeming a sign-in by the picture of a QR, with its digits': {
    core: 'redeem',
    entry: 'POST /api/challenge/redeem',
    writes: ['sessions.match', 'sessions.grant'],
    leaves: { 'login.succeeded': 1, raised: 1 },
    async begin(cast) {
      const { address, phone, browser, challenge, link } = await cast.waiting()
      const { number } = await phone.answer(await phone.scan(link, 1013), 'approve')
      return {
        address,
        act: () => redeem(browser, challenge, number),
        goOn: (last) => finish(browser, challenge, last),
      }
    },
  },
  'redeeming a bind, with its digits': {
    core: 'redeem',
    entry: 'POST /api/challenge/redeem',
    writes: ['sessions.match', 'accounts.change', 'sessions.grant'],
    leaves: { 'factor.bound': 1, bindings: 1, raised: 1 },
    async begin(cast) {
      const { address, phone, browser } = await cast.newcomer()
      const { challenge, number } = await approvedBind(browser, phone, address)
      return {
        address,
        act: () => redeem(browser, challenge, number),
        goOn: (last) => finish(browser, challenge, last),
      }
    },
  },
  'redeeming an unbind': {
    core: 'redeem',
    entry: 'POST /api/challenge/redeem',
    writes: ['accounts.change', 'sessions.grant'],
    leaves: { 'factor.unbound': 1, bindings: -1 },
    async begin(cast) {
      const { address, phone, known } = await cast.bound()
      const challenge = await beginUnbind(known)
      await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
      return {
        address,
        act: () => redeem(known, challenge),
        goOn: (last) => finish(known, challenge, last),
      }
    },
  },
  'redeeming with wrong digits': {
    core: 'redeem',
    entry: 'POST /api/challenge/redeem',
    writes: ['sessions.deny'],
    leaves: { 'change.refused': 1 },
    async begin(cast) {
      const { address, phone, browser } = await cast.newcomer()
      const { challenge, number } = await approvedBind(browser, phone, address)
      return {
        address,
        act: () => redeem(browser, challenge, number === '10' ? '11' : '10'),
        async goOn() {
          expect(await codeOf(redeem(browser, challenge, number))).toBe('challenge.over')
          expect(await browser.call('GET /api/challenge')).toMatchObject({ status: 'denied', denial: 'wrong-number' })
        },
      }
    },
  },
}

export const guessFlows: Flows = {
  'a right code': {
    core: 'guess',
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'sessions.grant'],
    leaves: { 'login.succeeded': 1, raised: 1 },
    async begin(cast) {
      const { address, phone, browser, challenge } = await cast.waiting()
      const [code = '', next = ''] = await phone.codes()
      return {
        address,
        act: () => typeCode(browser, challenge, code),
        async goOn(last) {
          const isDone = last === 'sessions.grant'
          expect(await codeOf(typeCode(browser, challenge, code))).toBe(isDone ? 'challenge.over' : 'code.used')
          if (!isDone) await typeCode(browser, challenge, next)
          expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
  'a right code after a wrong one': {
    core: 'guess',
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'counters.clear', 'sessions.grant'],
    leaves: { 'login.succeeded': 1, raised: 1 },
    async begin(cast) {
      const { address, phone, browser, challenge } = await cast.waiting()
      await codeOf(typeCode(browser, challenge, '000000'))
      const [code = '', next = ''] = await phone.codes()
      return {
        address,
        act: () => typeCode(browser, challenge, code),
        async goOn(last) {
          if (last !== 'sessions.grant') await typeCode(browser, challenge, next)
          expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
  'a wrong code': {
    core: 'guess',
    entry: 'POST /api/challenge/answer',
    writes: ['sessions.spendTry', 'counters.fail', 'counters.fail', 'counters.fail', 'audit.append'],
    leaves: (last) => ({
      ...(last === 'audit.append' && { 'login.failed': 1 }),
      'login.succeeded': 1,
      raised: 1,
    }),
    async begin(cast) {
      const { address, phone, browser, challenge } = await cast.waiting()
      return {
        address,
        act: () => typeCode(browser, challenge, '000000'),
        async goOn() {
          expect((await sessionOf(cast, address)).challenge?.guesses.wechat).toMatchObject({ tries: 1 })
          expect(await typeCode(browser, challenge, await phone.code())).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
}

export const changeFlows: Flows = {
  'beginning to bind': {
    core: 'beginBind',
    entry: 'POST /api/bindings',
    writes: ['sessions.putChallenge'],
    leaves: { 'scan.taken': 1, 'scan.approved': 1 },
    async begin(cast) {
      const { address, phone, browser } = await cast.newcomer()
      await signIn(browser, address)
      return {
        address,
        act: () => browser.call('POST /api/bindings', { input: { kind: 'wechat' } }),
        async goOn() {
          const challenge = await browser.call('GET /api/challenge')
          expect(challenge).toMatchObject({ purpose: 'bind', status: 'pending' })
          await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
        },
      }
    },
  },
  'beginning to unbind': {
    core: 'beginUnbind',
    entry: 'POST /api/bindings/:id/unbind',
    writes: ['sessions.putChallenge'],
    leaves: { 'scan.taken': 1, 'scan.approved': 1, 'factor.unbound': 1, bindings: -1 },
    async begin(cast) {
      const { address, phone, known } = await cast.bound()
      return {
        address,
        act: () => beginUnbind(known),
        async goOn() {
          const challenge = await known.call('GET /api/challenge')
          expect(challenge).toMatchObject({ purpose: 'unbind', status: 'pending' })
          await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
          await redeem(known, challenge)
        },
      }
    },
  },
  'giving up an unbind': {
    core: 'dropChallenge',
    entry: 'DELETE /api/challenge',
    writes: ['sessions.dropChallenge'],
    leaves: { 'change.refused': 1 },
    async begin(cast) {
      const { address, known } = await cast.bound()
      await beginUnbind(known)
      return {
        address,
        act: () => known.call('DELETE /api/challenge'),
        async goOn() {
          expect(await codeOf(known.call('DELETE /api/challenge'))).toBe('challenge.none')
          expect(await known.call('GET /api/session')).toMatchObject({ state: 'signed-in', challenge: null })
        },
      }
    },
  },
  'a new QR for one that nobody has scanned': {
    core: 'renew',
    entry: 'POST /api/challenge/renew',
    writes: ['sessions.renewTicket'],
    leaves: { 'scan.taken': 1 },
    async begin(cast) {
      const { address, phone, browser, challenge, link } = await cast.waiting()
      return {
        address,
        act: () => browser.call('POST /api/challenge/renew', { input: { challenge: challenge.id, by: 'click' } }),
        async goOn() {
          const shown = await browser.call('GET /api/challenge')
          expect(shown).toMatchObject({ id: challenge.id, tickets: 2 })
          expect(await codeOf(phone.scan(link))).toBe('scan.not-found')
          await phone.scan(linkOf(shown))
        },
      }
    },
  },
  'a new QR after the phone refused': {
    core: 'renew',
    entry: 'POST /api/challenge/renew',
    writes: ['sessions.putChallenge'],
    leaves: { 'scan.taken': 1 },
    async begin(cast) {
      const { address, phone, browser, challenge, link } = await cast.waiting()
      await phone.answer(await phone.scan(link), 'deny')
      const renew = () => browser.call('POST /api/challenge/renew', { input: { challenge: challenge.id, by: 'click' } })
      return {
        address,
        act: renew,
        async goOn() {
          expect(await codeOf(renew())).toBe('challenge.replaced')
          const shown = await browser.call('GET /api/challenge')
          expect(shown).toMatchObject({ status: 'pending', tickets: 2 })
          await phone.scan(linkOf(shown))
        },
      }
    },
  },
}
