import { expect } from '@jest/globals'
import { limits } from '../../../shared/limits.ts'
import { linkOf, redeem, signInAnew } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import { accountOf } from '../../actors/records.ts'
import type { Phone } from '../../actors/phone.ts'
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
    core: 'takeScan',
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
    core: 'takeScan',
    entry: 'POST /api/phone/scans',
    writes: ['audit.append'],
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
    core: 'takeScan',
    entry: 'POST /api/phone/scans',
    writes: ['sessions.countStranger', 'audit.append'],
    leaves: (last) => ({ 'scan.turned-away': last === 'audit.append' ? 2 : 1, 'scan.taken': 1 }),
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
    core: 'takeScan',
    entry: 'POST /api/phone/scans',
    writes: ['sessions.countStranger', 'sessions.renewTicket', 'audit.append'],
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

/** A sign-in that this phone has scanned. */
async function scanned(cast: Cast) {
  const all = await cast.waiting()
  return { ...all, scan: await all.phone.scan(all.link) }
}

export const answerFlows: Flows = {
  确认: {
    core: 'answerScan',
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
    core: 'answerScan',
    entry: 'POST /api/phone/scans/:scan/answer',
    writes: ['sessions.deny'],
    leaves: { 'login.refused': 1 },
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
    core: 'answerScan',
    entry: 'POST /api/phone/scans/:scan/answer',
    writes: ['accounts.report', 'sessions.deny'],
    leaves: { 'login.refused': 1 },
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

const renew = (phone: Phone, refresh: string) => phone.call('POST /api/phone/session/renew', { input: { refresh } })
const codes = (phone: Phone) => codeOf(phone.call('GET /api/phone/codes'))

/** A phone whose session was renewed, and its refresh texts. */
async function renewed(cast: Cast) {
  const { address, phone } = await cast.newcomer()
  const first = await phone.open()
  const second = await renew(phone, first.refresh)
  phone.holdToken(second.token)
  return { address, phone, first: first.refresh, second: second.refresh }
}

export const phoneFlows: Flows = {
  'opening the mini-program': {
    core: 'openPhone',
    entry: 'POST /api/phone/session',
    writes: ['counters.spend', 'phones.put'],
    leaves: {},
    async begin(cast) {
      const { address, phone } = await cast.newcomer()
      return {
        address,
        act: phone.open,
        async goOn() {
          await phone.open()
          expect(await codes(phone)).toBe('ok')
          const rows = cast.database.connection.collection('phones')
          expect(await rows.countDocuments({ installation: phone.installation })).toBe(1)
        },
      }
    },
  },
  'renewing the phone’s session': {
    core: 'renewPhone',
    entry: 'POST /api/phone/session/renew',
    writes: ['phones.rotate'],
    leaves: {},
    async begin(cast) {
      const { address, phone } = await cast.newcomer()
      const { refresh } = await phone.open()
      return {
        address,
        act: () => renew(phone, refresh),
        async goOn() {
          const again = await renew(phone, refresh)
          expect((await renew(phone, refresh)).refresh).toBe(again.refresh)
          phone.holdToken(again.token)
          expect(await codes(phone)).toBe('ok')
          expect(await codeOf(renew(phone, again.refresh))).toBe('ok')
        },
      }
    },
  },
  'the first sight of a renewed session': {
    core: 'phoneById',
    entry: 'GET /api/phone/codes',
    writes: ['phones.sawToken'],
    leaves: {},
    async begin(cast) {
      const { address, phone, first, second } = await renewed(cast)
      return {
        address,
        act: () => phone.call('GET /api/phone/codes'),
        async goOn() {
          expect(await codes(phone)).toBe('ok')
          expect(await codeOf(renew(phone, first))).toBe('phone.session')
          expect(await codeOf(renew(phone, second))).toBe('ok')
        },
      }
    },
  },
  'renewing with a text that was replaced long ago': {
    core: 'renewPhone',
    entry: 'POST /api/phone/session/renew',
    writes: ['phones.end'],
    leaves: {},
    async begin(cast) {
      const { address, phone, first, second } = await renewed(cast)
      await codes(phone)
      const { installation } = phone
      await cast.age('phones', { installation }, 'token.replacedAt', limits.replacedTokenGrace + 1_000)
      return {
        address,
        act: () => renew(phone, first),
        async goOn() {
          expect(await codeOf(renew(phone, second))).toBe('phone.session')
          await phone.open()
          expect(await codes(phone)).toBe('ok')
        },
      }
    },
  },
  'ending the phone’s session': {
    core: null,
    entry: 'DELETE /api/phone/session',
    writes: ['phones.end'],
    leaves: {},
    async begin(cast) {
      const { address, phone } = await cast.newcomer()
      await phone.open()
      return {
        address,
        act: () => phone.call('DELETE /api/phone/session'),
        async goOn() {
          expect(await codes(phone)).toBe('phone.session')
          await phone.open()
          expect(await codes(phone)).toBe('ok')
        },
      }
    },
  },
}
