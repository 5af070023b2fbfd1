import { expect } from '@jest/globals'
import { signInAnew } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import { accountOf } from '../../actors/records.ts'
import type { Browser } from '../../actors/browser.ts'
import type { Cast } from './cast.ts'
import { boundByCode } from './code-people.ts'
import { signedInAgain, trustBrowser, trusted } from './device-people.ts'
import type { Flows } from './flow.ts'
import { notMeToken } from './told.ts'

const stateOf = async (browser: Browser) => (await browser.call('GET /api/session')).state

/** Two trusted devices. */
async function two(cast: Cast) {
  const { address, browser, hands } = await trusted(cast)
  const other = cast.browser()
  await trustBrowser(cast, other, address, hands)
  const { devices } = await browser.call('GET /api/devices')
  return { address, browser, other, id: devices.find(({ isThis }) => !isThis)!.id }
}

export const endFlows: Flows = {
  'ending the trust in one device': {
    core: ['endDevices'],
    entry: 'DELETE /api/devices/:id',
    writes: ['accounts.endDevices'],
    leaves: { 'device.ended': 1, 'session.ended': 2, 'login.succeeded': 1, 'login.password': 1, raised: -1 },
    async begin(cast) {
      const { address, browser, other, id } = await two(cast)
      const end = () => browser.call('DELETE /api/devices/:id', { params: { id } })
      return {
        address,
        act: end,
        async goOn() {
          expect(await end()).toMatchObject({ devices: [{ isThis: true }] })
          expect(await signedInAgain(browser, address)).toBe('signed-in')
          expect(await signedInAgain(other, address)).toBe('second-step')
        },
      }
    },
  },
  'ending the trust in every device': {
    core: ['endDevices'],
    entry: 'DELETE /api/devices',
    writes: ['accounts.endDevices'],
    leaves: { 'device.ended': 1, 'session.ended': 2, 'login.password': 2, raised: -2 },
    async begin(cast) {
      const { address, browser, other } = await two(cast)
      const end = () => browser.call('DELETE /api/devices')
      return {
        address,
        act: end,
        async goOn() {
          expect(await end()).toMatchObject({ devices: [] })
          expect(await signedInAgain(browser, address)).toBe('second-step')
          expect(await signedInAgain(other, address)).toBe('second-step')
        },
      }
    },
  },
  'signing out everywhere': {
    core: ['endSessions'],
    entry: 'DELETE /api/sessions',
    writes: ['accounts.change'],
    leaves: { 'session.ended': 1 },
    async begin(cast) {
      const { address, browser } = await boundByCode(cast, 'totp')
      const other = cast.browser()
      await signInAnew(other, address)
      return {
        address,
        act: () => browser.call('DELETE /api/sessions'),
        async goOn() {
          expect(await codeOf(browser.call('DELETE /api/sessions'))).toBe('session.ended')
          expect([await stateOf(browser), await stateOf(other)]).toEqual(['anonymous', 'anonymous'])
        },
      }
    },
  },
  '不是我 in a notice': {
    core: ['reportNotMe'],
    entry: 'POST /api/not-me',
    writes: ['accounts.change'],
    leaves: { 'account.frozen': 1, 'login.password': 1 },
    async begin(cast) {
      const { address, browser } = await trusted(cast)
      const token = await notMeToken(cast, address)
      const stranger = cast.browser()
      const press = () => stranger.call('POST /api/not-me', { input: { token } })
      return {
        address,
        act: press,
        async goOn() {
          const { frozenUntil, devices } = await accountOf(cast, address)
          expect(await press()).toMatchObject({ frozenUntil: frozenUntil!.toISOString() })
          expect(devices).toEqual([])
          expect(await stateOf(browser)).toBe('anonymous')
          expect(await signInAnew(browser, address)).toMatchObject({ state: 'second-step' })
        },
      }
    },
  },
}
