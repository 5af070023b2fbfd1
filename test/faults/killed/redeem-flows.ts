import { expect } from '@jest/globals'
import { approvedBind, approvedLogin, beginUnbind, linkOf, redeem } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import type { Browser } from '../../actors/browser.ts'
import { changing, finish } from './finishing.ts'
import type { Flows, Scene } from './flow.ts'

const redeeming = (address: string, browser: Browser, challenge: { id: string }, number?: string | null): Scene => ({
  address,
  act: () => redeem(browser, challenge, number),
  goOn: (last) => finish(browser, challenge, last),
})

export const redeemFlows: Flows = {
  'redeeming a sign-in': {
    core: ['redeem'],
    entry: 'POST /api/challenge/redeem',
    writes: ['sessions.grant'],
    leaves: { 'login.succeeded': 1, raised: 1 },
    async begin(cast) {
      const { address, phone, browser } = await cast.bound()
      const { challenge } = await approvedLogin(browser, phone, address)
      return redeeming(address, browser, challenge)
    },
  },
  'redeeming a sign-in by the picture of a QR, with its digits': {
    core: ['redeem'],
    entry: 'POST /api/challenge/redeem',
    writes: ['sessions.match', 'sessions.grant'],
    leaves: { 'login.succeeded': 1, raised: 1 },
    async begin(cast) {
      const { address, phone, browser, challenge, link } = await cast.waiting()
      const { number } = await phone.answer(await phone.scan(link, 1013), 'approve')
      return redeeming(address, browser, challenge, number)
    },
  },
  'redeeming a bind, with its digits': {
    core: ['redeem'],
    entry: 'POST /api/challenge/redeem',
    writes: ['sessions.match', 'accounts.change', 'sessions.grant'],
    leaves: { 'factor.bound': 1, bindings: 1, raised: 1, told: 1 },
    async begin(cast) {
      const { address, phone, browser } = await cast.newcomer()
      const { challenge, number } = await approvedBind(browser, phone, address)
      return changing(cast, { ...redeeming(address, browser, challenge, number), browser, challenge })
    },
  },
  'redeeming an unbind': {
    core: ['redeem'],
    entry: 'POST /api/challenge/redeem',
    writes: ['sessions.match', 'accounts.change', 'sessions.grant'],
    leaves: { 'factor.unbound': 1, bindings: -1, told: 1 },
    async begin(cast) {
      const { address, phone, known } = await cast.bound()
      const challenge = await beginUnbind(known)
      await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
      return changing(cast, { ...redeeming(address, known, challenge), browser: known, challenge })
    },
  },
  'redeeming with wrong digits': {
    core: ['redeem'],
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
