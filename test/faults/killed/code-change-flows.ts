import { answer, beginChange, prove } from '../../actors/hands.ts'
import { signInAnew } from '../../actors/journeys.ts'
import { boundByCode, newHands, nextCode, openTarget } from './code-people.ts'
import { changing } from './finishing.ts'
import type { Flows } from './flow.ts'

export const codeChangeFlows: Flows = {
  'binding by a mailed code': {
    core: ['guess', 'redeem'],
    entry: 'POST /api/challenge/answer',
    writes: ['sessions.claim', 'accounts.change', 'sessions.grant'],
    leaves: { 'factor.bound': 1, bindings: 1, raised: 1, told: 2 },
    async begin(cast) {
      const { address, browser } = await cast.newcomer()
      await signInAnew(browser, address)
      const challenge = await browser.call('POST /api/bindings', { input: { kind: 'email' } })
      const act = await openTarget(browser, challenge, newHands(cast, 'email'))
      return changing(cast, { address, browser, challenge, act })
    },
  },
  'unbinding by a code of the app that goes': {
    core: ['guess', 'redeem'],
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'sessions.claim', 'accounts.change', 'sessions.grant'],
    leaves: { 'factor.unbound': 1, bindings: -1, told: 1 },
    async begin(cast) {
      const { address, browser, hands } = await boundByCode(cast, 'totp')
      const challenge = await beginChange(browser, 'unbind', 'totp')
      const code = await hands.code()
      return changing(cast, {
        address,
        browser,
        challenge,
        act: () => answer(browser, challenge, 'totp', code),
        async again(last) {
          if (last !== 'accounts.consume') return last
          await answer(browser, challenge, 'totp', await nextCode(cast, hands))
          return 'sessions.grant'
        },
      })
    },
  },
  'binding another address in place of one, by a mailed code': {
    core: ['guess', 'redeem'],
    entry: 'POST /api/challenge/answer',
    writes: ['sessions.claim', 'accounts.change', 'sessions.grant'],
    leaves: { 'factor.changed': 1, told: 3 },
    async begin(cast) {
      const { address, browser, hands } = await boundByCode(cast, 'email')
      const { challenge } = await prove(browser, await beginChange(browser, 'rebind', 'email'), hands)
      const act = await openTarget(browser, challenge!, newHands(cast, 'email'))
      return changing(cast, { address, browser, challenge: challenge!, act })
    },
  },
}
