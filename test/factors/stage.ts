import { afterAll, beforeAll } from '@jest/globals'
import type { FactorKind } from '../../shared/factors.ts'
import type { Browser } from '../actors/browser.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bindWith, type Hands } from '../actors/hands.ts'
import { signInAnew, type Challenge } from '../actors/journeys.ts'

// A person does not do all this within the five messages of an hour (spec R6).
export const hour = 61 * 60 * 1_000

/** Somebody else's means of a factor, each time they are asked for. */
export type HandsMaker = (world: FullWorld, name: string) => Hands

export interface Bound {
  address: string
  browser: Browser
  hands: Hands
}

export interface Stage {
  world(): FullWorld
  newHands(): Hands
  /** A new account, signed in, and bound by hands of its own. */
  bound(): Promise<Bound>
  /** A browser that the account has never seen, between the two steps, an hour later. */
  secondStep(address: string, later?: number): Promise<{ browser: Browser; challenge: Challenge }>
}

/** A world for the tests of one factor. */
export function openStage(kind: FactorKind, makeHands: HandsMaker): Stage {
  let world: FullWorld
  beforeAll(async () => {
    world = await startFullWorld()
  })
  afterAll(() => world.stop())
  let made = 0
  const newHands = () => makeHands(world, 'somebody')
  return {
    world: () => world,
    newHands,
    async bound() {
      const address = await world.user(`${kind}-${(made += 1)}`)
      const browser = world.browser()
      await signInAnew(browser, address)
      const hands = newHands()
      await bindWith(browser, hands)
      return { address, browser, hands }
    },
    async secondStep(address, later = hour) {
      world.clock.advance(later)
      const browser = world.browser()
      return { browser, challenge: (await signInAnew(browser, address)).challenge! }
    },
  }
}
