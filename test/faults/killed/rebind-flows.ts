import { expect } from '@jest/globals'
import { answer, beginChange, proveByScan } from '../../actors/hands.ts'
import { linkOf, redeem, type Challenge } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import type { Browser } from '../../actors/browser.ts'
import type { Cast } from './cast.ts'
import { boundByCode, newHands, nextCode } from './code-people.ts'
import { boundTo, changing } from './finishing.ts'
import type { Flows } from './flow.ts'

/** The page asks what it is, and the new binding is what is asked for; nothing is bound or gone yet. */
async function newSide(cast: Cast, address: string, browser: Browser, before: readonly string[]): Promise<Challenge> {
  expect(await boundTo(cast, address)).toEqual(before)
  const { challenge } = await browser.call('GET /api/session')
  expect(challenge).toMatchObject({ purpose: 'rebind', stage: 'bind', status: 'pending' })
  return challenge!
}

/** WeChat is bound, and its phone has proved it for a rebind that the browser has not taken up. */
async function oldSideApproved(cast: Cast) {
  const { address, phone, known } = await cast.bound()
  const challenge = await beginChange(known, 'rebind', 'wechat')
  await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
  return { address, known, challenge, next: cast.phone(`${phone.name}-next`) }
}

export const rebindFlows: Flows = {
  'beginning to change a binding': {
    core: ['beginRebind'],
    entry: 'POST /api/bindings/:id/rebind',
    writes: ['sessions.putChallenge'],
    leaves: { 'proof.given': 1, 'factor.changed': 1, told: 1 },
    async begin(cast) {
      const { address, browser, hands } = await boundByCode(cast, 'totp')
      return {
        address,
        act: () => beginChange(browser, 'rebind', 'totp'),
        async goOn() {
          const challenge = await browser.call('GET /api/challenge')
          expect(challenge).toMatchObject({ purpose: 'rebind', stage: 'prove', status: 'pending' })
          const proved = await answer(browser, challenge, 'totp', await hands.code())
          await newHands(cast, 'totp').fill(browser, proved.challenge!)
        },
      }
    },
  },
  'the old side of a change, by a code of the app': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'sessions.advance'],
    leaves: { 'proof.given': 1, 'factor.changed': 1, told: 1 },
    async begin(cast) {
      const { address, browser, hands } = await boundByCode(cast, 'totp')
      const before = await boundTo(cast, address)
      const challenge = await beginChange(browser, 'rebind', 'totp')
      const code = await hands.code()
      const type = () => answer(browser, challenge, 'totp', code)
      return {
        address,
        act: type,
        async goOn(last) {
          const isProved = last === 'sessions.advance'
          expect(await codeOf(type())).toBe(isProved ? 'challenge.replaced' : 'code.used')
          if (!isProved) await answer(browser, challenge, 'totp', await nextCode(cast, hands))
          await newHands(cast, 'totp').fill(browser, await newSide(cast, address, browser, before))
        },
      }
    },
  },
  'the old side of a change, by scan': {
    core: ['redeem'],
    entry: 'POST /api/challenge/redeem',
    writes: ['sessions.advance'],
    leaves: { 'proof.given': 1, 'scan.taken': 1, 'scan.approved': 1, 'factor.changed': 1, told: 1 },
    async begin(cast) {
      const { address, known, challenge, next } = await oldSideApproved(cast)
      const before = await boundTo(cast, address)
      return {
        address,
        act: () => redeem(known, challenge),
        async goOn() {
          expect(await codeOf(redeem(known, challenge))).toBe('challenge.replaced')
          await proveByScan(known, await newSide(cast, address, known, before), next)
        },
      }
    },
  },
  'the new side of a change, by scan with its digits': {
    core: ['redeem'],
    entry: 'POST /api/challenge/redeem',
    writes: ['sessions.match', 'accounts.change', 'sessions.grant'],
    leaves: { 'factor.changed': 1, told: 1 },
    async begin(cast) {
      const { address, known, ...old } = await oldSideApproved(cast)
      const { challenge } = await redeem(known, old.challenge)
      const { number } = await old.next.answer(await old.next.scan(linkOf(challenge)), 'approve')
      const act = () => redeem(known, challenge!, number)
      return changing(cast, { address, browser: known, challenge: challenge!, act })
    },
  },
}
