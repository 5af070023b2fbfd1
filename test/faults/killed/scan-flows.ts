import { expect } from '@jest/globals'
import { limits } from '../../../shared/limits.ts'
import { linkOf, redeem, signInAnew } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import type { Cast } from './cast.ts'
import type { Flows } from './flow.ts'

/** A sign-in that waits, and a phone whose WeChat is not bound to the mailbox. @param scans how often it has tried. */
async function strangers(cast: Cast, scans: number) {
  const all = await cast.waiting()
  const stranger = cast.phone('killed-stranger')
  await stranger.open()
  const intrude = () => stranger.scan(all.link)
  for (let count = 0; count < scans; count += 1) await codeOf(intrude())
  return { ...all, intrude }
}

export const scanFlows: Flows = {
  'a scan': {
    core: ['takeScan'],
    entry: 'POST /api/phone/scans',
    writes: ['sessions.scan'],
    leaves: { 'scan.taken': 1, 'scan.approved': 1, 'login.succeeded': 1, raised: 1 },
    async begin(cast) {
      const { address, phone, browser, challenge, link } = await cast.waiting()
      return {
        address,
        act: () => phone.scan(link),
        async goOn() {
          await phone.answer(await phone.scan(link), 'approve')
          await redeem(browser, challenge)
        },
      }
    },
  },
  'a scan that the policy refuses': {
    core: ['takeScan'],
    entry: 'POST /api/phone/scans',
    writes: ['audit.append', 'auditChain.append'],
    leaves: { 'scan.turned-away': 2 },
    async begin(cast) {
      const { address, phone, browser } = await cast.bound()
      const link = linkOf((await signInAnew(browser, address)).challenge)
      return {
        address,
        act: () => phone.scan(link),
        async goOn() {
          expect(await codeOf(phone.scan(link))).toBe('scan.policy')
          expect(await browser.call('GET /api/challenge')).toMatchObject({ status: 'pending', strangers: 0 })
        },
      }
    },
  },
  'a stranger’s scan': {
    core: ['takeScan'],
    entry: 'POST /api/phone/scans',
    writes: ['sessions.countStranger', 'audit.append', 'auditChain.append'],
    leaves: (last) => ({ 'scan.turned-away': last.startsWith('audit') ? 2 : 1, 'scan.taken': 1 }),
    async begin(cast) {
      const { address, phone, browser, link, intrude } = await strangers(cast, 0)
      return {
        address,
        act: intrude,
        async goOn() {
          expect(await codeOf(intrude())).toBe('scan.not-bound')
          expect(await browser.call('GET /api/challenge')).toMatchObject({ status: 'pending', strangers: 2 })
          await phone.scan(link)
        },
      }
    },
  },
  'the fifth stranger’s scan': {
    core: ['takeScan'],
    entry: 'POST /api/phone/scans',
    writes: ['sessions.countStranger', 'sessions.renewTicket', 'audit.append', 'auditChain.append'],
    leaves: (last) => ({
      ...(last !== 'sessions.renewTicket' && { 'scan.turned-away': 1 }),
      'scan.taken': 1,
    }),
    async begin(cast) {
      const { address, phone, browser, intrude } = await strangers(cast, limits.strangerScansPerTicket - 1)
      return {
        address,
        act: intrude,
        async goOn(last) {
          // What the fifth could not renew, the sixth does.
          expect(await codeOf(intrude())).toBe(last === 'sessions.countStranger' ? 'scan.not-bound' : 'scan.not-found')
          const challenge = await browser.call('GET /api/challenge')
          expect(challenge).toMatchObject({ status: 'pending', tickets: 2 })
          await phone.scan(linkOf(challenge))
        },
      }
    },
  },
}
