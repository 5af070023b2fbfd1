import { expect } from '@jest/globals'
import { linkOf, signIn } from '../../actors/journeys.ts'
import type { Browser } from '../../actors/browser.ts'
import { untilRelayRests, type Cast } from './cast.ts'
import { boundByCode } from './code-people.ts'
import type { Flows } from './flow.ts'
import { untilAllTold, untilCarried } from './told.ts'

/** Asks for something whose event only the relay of the process that dies carries, and goes on asking until it is dead. */
async function untilDead(cast: Cast, browser: Browser, ask: () => Promise<unknown>): Promise<void> {
  await untilRelayRests(cast)
  await ask()
  for (;;) await browser.call('GET /api/branding')
}

export const relayFlows: Flows = {
  'the relay, which carries an event to the trail': {
    core: ['startRelay', 'chainTrail'],
    entry: 'POST /api/session',
    writes: ['audit.append', 'auditChain.append', 'outboxes.told'],
    leaves: { 'login.password': 1 },
    async begin(cast) {
      const { address, browser } = await cast.bound()
      await untilAllTold(cast)
      return {
        address,
        act: () => untilDead(cast, browser, () => signIn(browser, address)),
        async goOn() {
          await untilCarried(cast)
          expect(linkOf(await browser.call('GET /api/challenge'))).toContain('/w/')
        },
      }
    },
  },
  'the relay, which carries an event to the trail and tells the owner of it': {
    core: ['startRelay', 'sendNotices'],
    entry: 'POST /api/recovery-codes',
    writes: ['audit.append', 'auditChain.append', 'notices.add', 'outboxes.told', 'notices.claim', 'notices.settle'],
    leaves: { 'recovery.made': 1, bindings: 1, told: 1 },
    async begin(cast) {
      const { address, browser } = await boundByCode(cast, 'totp')
      await untilAllTold(cast)
      return {
        address,
        act: () => untilDead(cast, browser, () => browser.call('POST /api/recovery-codes', { input: {} })),
        async goOn() {
          await untilCarried(cast)
          expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
}
