import { expect } from '@jest/globals'
import { redeem } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import { accountOf } from '../../actors/records.ts'
import type { Cast } from './cast.ts'
import type { Flows } from './flow.ts'

/** A sign-in that this phone has scanned. */
async function scanned(cast: Cast) {
  const all = await cast.waiting()
  return { ...all, scan: await all.phone.scan(all.link) }
}

export const answerFlows: Flows = {
  确认: {
    core: ['answerScan'],
    entry: 'POST /api/phone/scans/:scan/answer',
    writes: ['sessions.approve'],
    leaves: { 'scan.approved': 1, 'login.succeeded': 1, raised: 1 },
    async begin(cast) {
      const { address, phone, browser, challenge, scan } = await scanned(cast)
      return {
        address,
        act: () => phone.answer(scan, 'approve'),
        async goOn() {
          expect(await phone.answer(scan, 'approve')).toMatchObject({ status: 'approved' })
          await redeem(browser, challenge)
        },
      }
    },
  },
  拒绝: {
    core: ['answerScan'],
    entry: 'POST /api/phone/scans/:scan/answer',
    writes: ['sessions.deny'],
    leaves: { 'login.refused': 1, told: 1 },
    async begin(cast) {
      const { address, phone, browser, challenge, scan } = await scanned(cast)
      return {
        address,
        act: () => phone.answer(scan, 'deny'),
        async goOn() {
          expect(await phone.answer(scan, 'deny')).toMatchObject({ status: 'denied' })
          expect(await codeOf(redeem(browser, challenge))).toBe('challenge.over')
        },
      }
    },
  },
  不是我操作: {
    core: ['answerScan'],
    entry: 'POST /api/phone/scans/:scan/answer',
    writes: ['accounts.report', 'sessions.deny'],
    leaves: { 'login.refused': 1, told: 1 },
    async begin(cast) {
      const { address, phone, browser, scan } = await scanned(cast)
      return {
        address,
        act: () => phone.answer(scan, 'report'),
        async goOn() {
          expect(await browser.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
          expect(await phone.answer(scan, 'report')).toMatchObject({ status: 'denied' })
          expect((await accountOf(cast, address)).reports).toHaveLength(1)
        },
      }
    },
  },
}
