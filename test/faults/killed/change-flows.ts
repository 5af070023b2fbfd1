import { expect } from '@jest/globals'
import { beginUnbind, linkOf, redeem, signIn } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import type { Flows } from './flow.ts'

export const changeFlows: Flows = {
  'beginning to bind': {
    core: ['beginBind'],
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
    core: ['beginUnbind'],
    entry: 'POST /api/bindings/:id/unbind',
    writes: ['sessions.putChallenge'],
    leaves: { 'scan.taken': 1, 'scan.approved': 1, 'factor.unbound': 1, bindings: -1, told: 1 },
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
    core: ['dropChallenge'],
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
    core: ['renew'],
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
    core: ['renew'],
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
