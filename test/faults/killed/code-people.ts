// Who types codes as the second step.
import { limits } from '../../../shared/limits.ts'
import type { Browser } from '../../actors/browser.ts'
import { answer, bindWith, handsOf, type Hands, type Typed } from '../../actors/hands.ts'
import { signInAnew, type Challenge } from '../../actors/journeys.ts'
import type { Cast } from './cast.ts'

const period = limits.codePeriodSeconds * 1_000

/** As if its last code had been typed long ago. */
export async function unspend({ database }: Cast, address: string): Promise<void> {
  const rows = database.connection.collection('accounts')
  await rows.updateOne({ address }, { $set: { 'bindings.$[].step': 0 } })
}

/** An app's next code, a period early: the servers, whose clock is the real one, take it. */
export function nextCode({ outside }: Cast, { code }: Hands): Promise<string> {
  outside.clock.advance(period)
  return code()
}

/** Something of their own to get codes from. */
export const newHands = ({ outside }: Cast, kind: Typed): Hands => handsOf(outside, kind, 'killed')

/** A browser whose mailbox has this one binding; what it saw last is its newest cookie. */
export async function boundByCode(cast: Cast, kind: Typed) {
  const { address, browser } = await cast.newcomer()
  const hands = newHands(cast, kind)
  await signInAnew(browser, address)
  await bindWith(browser, hands)
  await browser.call('GET /api/session')
  // The hands have gone on to the app's next code.
  if (kind === 'totp') cast.outside.clock.advance(-period)
  await unspend(cast, address)
  return { address, browser, hands }
}

/** And the same browser has shown the password once more. */
export async function askedForCode(cast: Cast, kind: Typed) {
  const { address, browser, hands } = await boundByCode(cast, kind)
  await browser.call('DELETE /api/session')
  const { challenge } = await signInAnew(browser, address)
  return { address, browser, hands, challenge: challenge! }
}

/** A code for a new address or number has left. */
export async function openTarget(browser: Browser, challenge: Challenge, hands: Hands) {
  await hands.open(browser, challenge)
  const code = await hands.code()
  return () => answer(browser, challenge, hands.kind, code)
}
