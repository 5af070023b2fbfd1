import { expect } from '@jest/globals'
import { answer, prove, type Hands } from '../../actors/hands.ts'
import { signInAnew, type Challenge } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import type { Browser } from '../../actors/browser.ts'
import { accountOf } from '../../actors/records.ts'
import type { FactorKind } from '../../../shared/factors.ts'
import { askedForCode, boundByCode, nextCode } from './code-people.ts'
import type { Flows, Scene } from './flow.ts'

interface Typing {
  address: string
  browser: Browser
  challenge: Challenge
  kind: FactorKind
  code: string
  next(): Promise<string>
}

/** A code that signs in; where it is spent and nothing else was written, it takes another one. */
const typing = ({ address, browser, challenge, kind, code, next }: Typing): Scene => ({
  address,
  act: () => answer(browser, challenge, kind, code),
  async goOn(last) {
    const isDone = last === 'sessions.grant'
    const again = await codeOf(answer(browser, challenge, kind, code))
    expect(again).toBe(isDone ? 'challenge.over' : kind === 'recovery' ? 'code.wrong' : 'code.used')
    if (!isDone) await answer(browser, challenge, kind, await next())
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
  },
})

const makeCodes = async (browser: Browser) => (await browser.call('POST /api/recovery-codes', { input: {} })).codes

const signedIn = { 'login.succeeded': 1, raised: 1 } as const

/** A mailed code that is there, for a challenge that is this one. */
async function arrived(browser: Browser, challenge: Challenge, hands: Hands): Promise<string> {
  await hands.ask(browser, challenge)
  return hands.code()
}

export const codeFlows: Flows = {
  'a mailed code': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['sessions.grant'],
    leaves: signedIn,
    async begin(cast) {
      const { hands, ...all } = await askedForCode(cast, 'email')
      const code = await arrived(all.browser, all.challenge, hands)
      return typing({ ...all, kind: 'email', code, next: hands.code })
    },
  },
  'a code of an app': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'sessions.grant'],
    leaves: signedIn,
    async begin(cast) {
      const { hands, ...all } = await askedForCode(cast, 'totp')
      return typing({ ...all, kind: 'totp', code: await hands.code(), next: () => nextCode(cast, hands) })
    },
  },
  'a recovery code': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'sessions.grant'],
    leaves: (last) => ({ ...(last === 'accounts.consume' && { 'login.failed': 1 }), ...signedIn }),
    async begin(cast) {
      const { address, browser } = await boundByCode(cast, 'email')
      const [code = '', next = ''] = await makeCodes(browser)
      await browser.call('DELETE /api/session')
      const { challenge } = await signInAnew(browser, address)
      return typing({ address, browser, challenge: challenge!, kind: 'recovery', code, next: async () => next })
    },
  },
  'making recovery codes': {
    core: ['makeRecoveryCodes'],
    entry: 'POST /api/recovery-codes',
    writes: ['accounts.change'],
    leaves: { 'recovery.made': 2, bindings: 1, told: 4, 'login.password': 1, ...signedIn },
    async begin(cast) {
      const { address, browser } = await boundByCode(cast, 'email')
      return {
        address,
        act: () => makeCodes(browser),
        async goOn() {
          const codes = await makeCodes(browser)
          const { bindings } = await accountOf(cast, address)
          expect(bindings.find(({ kind }) => kind === 'recovery')?.unused).toHaveLength(codes.length)
          const other = cast.browser()
          const { challenge } = await signInAnew(other, address)
          await answer(other, challenge!, 'recovery', codes[0]!)
        },
      }
    },
  },
  'beginning a fresh proof': {
    core: ['beginProof'],
    entry: 'POST /api/proof',
    writes: ['sessions.putChallenge'],
    leaves: { 'proof.given': 1 },
    async begin(cast) {
      const { address, browser, hands } = await boundByCode(cast, 'totp')
      return {
        address,
        act: () => browser.call('POST /api/proof', { input: {} }),
        async goOn() {
          const challenge = await browser.call('GET /api/challenge')
          expect(challenge).toMatchObject({ purpose: 'prove', status: 'pending' })
          await prove(browser, challenge, hands)
        },
      }
    },
  },
  'a fresh proof by a mailed code': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['sessions.grant'],
    leaves: { 'proof.given': 1 },
    async begin(cast) {
      const { address, browser, hands } = await boundByCode(cast, 'email')
      const challenge = await browser.call('POST /api/proof', { input: {} })
      const code = await arrived(browser, challenge, hands)
      const { provedUntil: before } = await browser.call('GET /api/session')
      const type = () => answer(browser, challenge, 'email', code)
      return {
        address,
        act: type,
        async goOn() {
          expect(await codeOf(type())).toBe('challenge.over')
          const { provedUntil, challenge: left } = await browser.call('GET /api/session')
          expect([left, Date.parse(provedUntil!) > Date.parse(before!)]).toEqual([null, true])
        },
      }
    },
  },
}
