import { CallError } from '../../shared/client.ts'
import { isStale } from '../../server/portal/facts.ts'
import type { Browser } from '../actors/browser.ts'
import { linkOf, redeem, type Challenge } from '../actors/journeys.ts'
import { persist } from '../actors/outcome.ts'
import type { Phone } from '../actors/phone.ts'

/** What a run leaves for whoever counts the runs. */
export const failoverFile = '.build/failover.json'

export interface SignIn {
  /** The first step: the password. */
  begin(): Promise<{ browser: Browser; challenge: Challenge }>
  phone: Phone
  accountId: string
  /** Where the browser is served from the second step on. */
  url: string
}

/** A sign-in that ended well, and what was confirmed on the way. */
export interface Finished {
  accountId: string
  challenge: string
  scan: string
  browser: Browser
  phone: Phone
  began: number
  ended: number
}

/** A person at a browser with a phone in the hand: the password, the scan, 确认. What finds no database is asked again, and nothing else is. */
export async function signInByScan({ begin, phone, accountId, url }: SignIn): Promise<Finished> {
  const began = Date.now()
  const { browser, challenge } = await persist(begin)
  browser.moveTo(url)
  const scanned = await persist(() => phone.scan(linkOf(challenge)))
  await persist(() => phone.answer(scanned, 'approve'))
  await persist(() => finish(browser, challenge))
  return { accountId, challenge: challenge.id, scan: scanned.scan, browser, phone, began, ended: Date.now() }
}

/** An answer that was lost may have been a yes: a page that is told that its challenge is over asks who it is. */
export async function finish(browser: Browser, challenge: { id: string }): Promise<void> {
  await redeem(browser, challenge).catch(async (error: unknown) => {
    if (!(error instanceof CallError) || !isStale(error)) throw error
    const { state } = await browser.call('GET /api/session')
    if (state !== 'signed-in') throw error
  })
}
