// Who is excused from the second step in some browser.
import type { Browser } from '../../actors/browser.ts'
import { answer, type Hands } from '../../actors/hands.ts'
import { signInAnew } from '../../actors/journeys.ts'
import type { Cast } from './cast.ts'
import { boundByCode, unspend } from './code-people.ts'

/** The check-box 同设备登录免二次验证. */
export const tick = (browser: Browser, challenge: { id: string }) =>
  browser.call('POST /api/challenge/trust', { input: { challenge: challenge.id, wanted: true } })

/** Signs in with a code of the app, the box ticked. */
export async function trustBrowser(cast: Cast, browser: Browser, address: string, hands: Hands): Promise<void> {
  const { challenge } = await signInAnew(browser, address)
  await tick(browser, challenge!)
  await answer(browser, challenge!, 'totp', await hands.code())
  await unspend(cast, address)
}

/** A browser that signed in so; what it saw last is its newest cookie. */
export async function trusted(cast: Cast) {
  const { address, browser, hands } = await boundByCode(cast, 'totp')
  await browser.call('DELETE /api/session')
  await trustBrowser(cast, browser, address, hands)
  await browser.call('GET /api/session')
  return { address, browser, hands }
}

/** What the same browser is after it signed out and showed the password again. */
export async function signedInAgain(browser: Browser, address: string): Promise<string> {
  await browser.call('DELETE /api/session')
  return (await signInAnew(browser, address)).state
}

/** The device's cookie, as somebody keeps it who has copied it. */
export const copyOf = (browser: Browser) =>
  new Map([...browser.cookies()].filter(([name]) => name.startsWith('__Host-device-')))
