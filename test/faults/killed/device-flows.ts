import { expect } from '@jest/globals'
import { limits } from '../../../shared/limits.ts'
import { signIn, trusted, typeCode } from '../../actors/journeys.ts'
import { mailedNotMe } from '../../actors/mailed.ts'
import type { Browser } from '../../actors/browser.ts'
import { age, untilRelayRests, type Cast } from './cast.ts'
import type { Flows } from './flow.ts'

const devicesOf = async (browser: Browser) => (await browser.call('GET /api/devices')).devices

/** A browser that is trusted, and has no session any more. */
async function trustedBrowser(cast: Cast) {
  const all = await cast.bound()
  const device = await trusted(all.browser, all.phone, all.address)
  const kept = [...all.browser.cookies()].filter(([name]) => name !== '__Host-session')
  all.browser.setCookies(new Map(kept))
  return { ...all, device }
}

/** The first cookie of a trusted browser that has got two more since. */
async function stolenCookie(cast: Cast) {
  const { address, browser, device } = await trustedBrowser(cast)
  for (let uses = 0; uses < 2; uses += 1) await signIn(browser, address)
  await age(cast, 'accounts', { address }, 'devices.0.token.replacedAt', limits.replacedTokenGrace + 1_000)
  const thief = cast.browser()
  thief.setCookies(new Map([device]))
  return { address, browser, thief }
}

const trustFlows: Flows = {
  'the check-box': {
    core: ['wantTrust'],
    entry: 'POST /api/challenge/trust',
    writes: ['sessions.wantTrust'],
    leaves: {},
    async begin(cast) {
      const { address, browser, challenge } = await cast.waiting()
      return {
        address,
        act: () => browser.call('POST /api/challenge/trust', { input: { challenge: challenge.id, wanted: true } }),
        async goOn() {
          expect(await browser.call('GET /api/challenge')).toMatchObject({ status: 'pending', wantsTrust: true })
        },
      }
    },
  },
  'a right code in a browser that wants to be trusted': {
    core: ['guess'],
    entry: 'POST /api/challenge/answer',
    writes: ['accounts.consume', 'sessions.grant', 'accounts.trust'],
    leaves: (last) => ({ 'login.succeeded': 1, raised: 1, ...(last !== 'sessions.grant' && { 'device.trusted': 1 }) }),
    async begin(cast) {
      const { address, phone, browser, challenge } = await cast.waiting()
      await browser.call('POST /api/challenge/trust', { input: { challenge: challenge.id, wanted: true } })
      const [code = '', next = ''] = await phone.codes()
      return {
        address,
        act: () => typeCode(browser, challenge, code),
        async goOn(last) {
          if (last === 'accounts.consume') await typeCode(browser, challenge, next)
          expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
        },
      }
    },
  },
  'the password in a trusted browser': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['accounts.rotateDevice', 'sessions.insert'],
    leaves: (last) => {
      const signIns = last === 'sessions.insert' ? 2 : 1
      return { 'login.succeeded': signIns, raised: signIns }
    },
    async begin(cast) {
      const { address, browser } = await trustedBrowser(cast)
      return {
        address,
        act: () => signIn(browser, address),
        async goOn() {
          expect(await signIn(browser, address)).toMatchObject({ state: 'signed-in', isTrusted: true })
        },
      }
    },
  },
  'the password with the stolen cookie of a trusted browser': {
    core: ['signIn'],
    entry: 'POST /api/session',
    writes: ['accounts.endDevices', 'counters.spend', 'sessions.insert'],
    leaves: (last) => ({ 'device.theft': 1, 'login.password': last === 'sessions.insert' ? 2 : 1 }),
    async begin(cast) {
      const { address, browser, thief } = await stolenCookie(cast)
      return {
        address,
        act: () => signIn(thief, address),
        async goOn() {
          expect(await signIn(thief, address)).toMatchObject({ state: 'second-step' })
          expect(await devicesOf(browser)).toEqual([])
        },
      }
    },
  },
}

const ending = (entry: 'DELETE /api/devices' | 'DELETE /api/devices/:id'): Flows[string] => ({
  core: ['endDevices'],
  entry,
  writes: ['accounts.endDevices'],
  leaves: { 'device.ended': 1 },
  async begin(cast) {
    const { address, known } = await trustedBrowser(cast)
    const [device] = await devicesOf(known)
    const params = { id: device?.id ?? '' }
    const end = () =>
      entry === 'DELETE /api/devices' ? known.call(entry) : known.call('DELETE /api/devices/:id', { params })
    return {
      address,
      act: end,
      async goOn() {
        expect(await end()).toMatchObject({ devices: [] })
      },
    }
  },
})

export const deviceFlows: Flows = {
  ...trustFlows,
  'ending the trust in a browser': ending('DELETE /api/devices/:id'),
  'ending the trust in every browser': ending('DELETE /api/devices'),
  'signing out everywhere': {
    core: ['endSessions'],
    entry: 'DELETE /api/sessions',
    writes: ['accounts.change'],
    leaves: { 'session.ended': 1 },
    async begin(cast) {
      const { address, known } = await cast.bound()
      return {
        address,
        act: () => known.call('DELETE /api/sessions'),
        async goOn() {
          expect(await known.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
        },
      }
    },
  },
  '不是我 in a notice': {
    core: ['reportNotMe'],
    entry: 'POST /api/not-me',
    writes: ['accounts.change'],
    leaves: { 'account.frozen': 1 },
    async begin(cast) {
      const { address, browser, known } = await cast.bound()
      const token = await mailedNotMe(cast, address)
      const press = () => browser.call('POST /api/not-me', { input: { token } })
      return {
        address,
        act: press,
        async goOn() {
          expect((await press()).frozenUntil).toBe((await press()).frozenUntil)
          expect(await known.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
        },
      }
    },
  },
  'the relay, which sends a notice of an event': {
    core: ['startRelay', 'sendNotices'],
    entry: 'POST /api/recovery-codes',
    writes: ['audit.append', 'notices.add', 'outboxes.told', 'notices.claim', 'notices.settle'],
    leaves: { 'recovery.made': 1, bindings: 1 },
    async begin(cast) {
      const { address, known } = await cast.bound()
      await untilRelayRests(cast)
      const mails = async () => (await cast.smtp.mails(address)).length
      let before = 0
      return {
        address,
        act: async () => {
          await untilRelayRests(cast)
          before = await mails()
          await known.call('POST /api/recovery-codes', { input: {} })
          for (;;) await known.call('GET /api/branding')
        },
        async goOn() {
          await untilRelayRests(cast)
          expect((await mails()) - before).toBe(1)
        },
      }
    },
  },
}
