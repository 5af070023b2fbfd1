// How a page goes on with a change that was cut off.
import { expect } from '@jest/globals'
import type { Browser } from '../../actors/browser.ts'
import { redeem } from '../../actors/journeys.ts'
import { codeOf } from '../../actors/outcome.ts'
import { accountOf, sessionOf } from '../../actors/records.ts'
import type { Cast } from './cast.ts'
import type { Scene } from './flow.ts'

/** It asks what it is, and redeems only when that is not done; the digits are asked for once. */
export async function finish(browser: Browser, challenge: { id: string }, last: string) {
  const view = await browser.call('GET /api/session')
  expect(view.challenge === null).toBe(last === 'sessions.grant')
  expect(view.challenge?.needsNumber ?? false).toBe(false)
  if (view.challenge) await redeem(browser, challenge)
  else expect(await codeOf(redeem(browser, challenge))).toBe('challenge.over')
  expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2, challenge: null })
}

/** What is bound, by its ids. */
export const boundTo = async (cast: Cast, address: string) =>
  (await accountOf(cast, address)).bindings.map(({ id }) => id)

/** What will be bound once the challenge of this address's newest session has made its change. */
async function wanted(cast: Cast, address: string, before: readonly string[]): Promise<string[]> {
  const { purpose, bindingId, replaces } = (await sessionOf(cast, address)).challenge!
  if (purpose === 'unbind') return before.filter((id) => id !== bindingId)
  if (purpose === 'rebind') return before.map((id) => (id === replaces ? bindingId! : id))
  return [...before, bindingId!]
}

interface Changing {
  address: string
  browser: Browser
  challenge: { id: string }
  act(): Promise<unknown>
  /** Before the page's own way on, where the last write asks for it. @returns the last write after it. */
  again?(last: string): Promise<string>
}

/** A request that changes what is bound: after every death exactly the old or exactly the new is. */
export async function changing(cast: Cast, { address, browser, challenge, act, again }: Changing): Promise<Scene> {
  const before = await boundTo(cast, address)
  const after = await wanted(cast, address, before)
  return {
    address,
    act,
    async goOn(last) {
      const isMade = last === 'accounts.change' || last === 'sessions.grant'
      expect(await boundTo(cast, address)).toEqual(isMade ? after : before)
      await finish(browser, challenge, again ? await again(last) : last)
      expect(await boundTo(cast, address)).toEqual(after)
    },
  }
}
