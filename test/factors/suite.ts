// What every factor that is typed has to do, whatever it is. A new factor passes it with hands of its own.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FactorKind } from '../../shared/factors.ts'
import type { Browser } from '../actors/browser.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { answer, beginChange, bindWith, prove, type Hands } from '../actors/hands.ts'
import { signInAnew, type Challenge } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf } from '../actors/records.ts'

// A person does not do all this within the five messages of an hour (spec R6).
const hour = 61 * 60 * 1_000

type HandsMaker = (world: FullWorld, name: string) => Hands

/** @param makeHands somebody else's means of this factor, each time they are asked for. */
export function factorSuite(kind: FactorKind, makeHands: HandsMaker): void {
  let world: FullWorld
  beforeAll(async () => {
    world = await startFullWorld()
  })
  afterAll(() => world.stop())

  let made = 0

  /** Signed in, and bound by these hands. */
  async function bound(): Promise<{ address: string; browser: Browser; hands: Hands }> {
    const address = await world.user(`${kind}-${(made += 1)}`)
    const browser = world.browser()
    await signInAnew(browser, address)
    const hands = makeHands(world, 'old')
    await bindWith(browser, hands)
    return { address, browser, hands }
  }

  async function secondStep(address: string, later = hour): Promise<{ browser: Browser; challenge: Challenge }> {
    world.clock.advance(later)
    const browser = world.browser()
    return { browser, challenge: (await signInAnew(browser, address)).challenge! }
  }

  describe(`the factor ${kind}`, () => {
    it('is bound, proves a sign-in, is changed for another of its kind, and unbound', async () => {
      const { address, hands: old } = await bound()
      const second = await secondStep(address)
      expect(await prove(second.browser, second.challenge, old)).toMatchObject({ state: 'signed-in', aal: 2 })
      world.clock.advance(hour)
      const next = makeHands(world, 'next')
      const { challenge } = await prove(second.browser, await beginChange(second.browser, 'rebind', kind), old)
      expect(challenge).toMatchObject({ purpose: 'rebind', stage: 'bind', target: kind })
      expect(await next.fill(second.browser, challenge!)).toMatchObject({ state: 'signed-in', challenge: null })
      const third = await secondStep(address)
      expect(await prove(third.browser, third.challenge, next)).toMatchObject({ state: 'signed-in' })
      world.clock.advance(hour)
      await prove(third.browser, await beginChange(third.browser, 'unbind', kind), next)
      expect(await third.browser.call('GET /api/bindings')).toMatchObject({ isOn: false })
      expect(await signInAnew(world.browser(), address)).toMatchObject({ state: 'signed-in', aal: 1 })
    })

    it('is proved afresh for a change of another one', async () => {
      const { browser, hands } = await bound()
      world.clock.advance(hour)
      expect(await codeOf(browser.call('POST /api/bindings', { input: { kind: 'wechat' } }))).toBe('proof.required')
      await prove(browser, await browser.call('POST /api/proof', { input: {} }), hands)
      expect(await browser.call('POST /api/bindings', { input: { kind: 'wechat' } })).toMatchObject({ purpose: 'bind' })
    })

    it('accepts no code twice and none of another account', async () => {
      const [mine, other] = [await bound(), await bound()]
      const { browser, challenge } = await secondStep(mine.address)
      await mine.hands.ask(browser, challenge)
      const foreign = await secondStep(other.address, 0)
      await other.hands.ask(foreign.browser, foreign.challenge)
      expect(await codeOf(answer(browser, challenge, kind, await other.hands.code()))).toBe('code.wrong')
      const code = await mine.hands.code()
      await answer(browser, challenge, kind, code)
      expect(await codeOf(answer(browser, challenge, kind, code))).toBe('challenge.over')
    })

    it('is sealed at rest, and its life is in the trail', async () => {
      const { address, browser, hands } = await bound()
      const account = await accountOf(world, address)
      const stored = JSON.stringify(account.bindings)
      expect(stored).not.toContain(hands.target ?? (await hands.code()))
      await prove(browser, await browser.call('POST /api/proof', { input: {} }), hands)
      const trail = await auditOf(world, account._id)
      expect(trail.filter((event) => event.kind === kind).map(({ type }) => type)).toEqual([
        'factor.bound',
        'proof.given',
      ])
    })
  })
}
