// What a cell of the table does. Each gives the answer's code: 'ok', or the problem's.
import type { Purpose } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import type { FullWorld } from '../actors/full-world.ts'
import { answer } from '../actors/hands.ts'
import { linkOf, redeem, signInAnew } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { act, begin, kindOf, newcomer, scene, type Scene, type Way } from './answer-scenes.ts'

export const columns = ['right', 'wrong', 'expired', 'reused', 'other browser', 'other account', 'used before'] as const
export type Column = (typeof columns)[number]

type Cell = (world: FullWorld, purpose: Purpose, way: Way) => Promise<string>

/** As long as the right one, and another. */
const wrongFor = (code: string) => code.replace(/.$/, (last) => (last === '2' ? '3' : '2'))

const type = (way: Way, { browser, challenge }: Pick<Scene, 'browser' | 'challenge'>, code: string) =>
  codeOf(answer(browser, challenge, kindOf(way), code))

/** The phone has approved; nobody has redeemed. */
async function approved({ challenge, means }: Scene) {
  const { number } = await means.phone.answer(await means.phone.scan(linkOf(challenge)), 'approve')
  return number
}

async function elsewhere(world: FullWorld, { address }: Scene) {
  const browser = newcomer(world)
  await signInAnew(browser, address)
  return browser
}

export const typedCells: Record<Column, Cell> = {
  right: async (world, purpose, way) => codeOf(act(way, await scene(world, purpose, way))),
  async wrong(world, purpose, way) {
    const it = await scene(world, purpose, way)
    return type(way, it, wrongFor(await it.means.code()))
  },
  async expired(world, purpose, way) {
    const it = await scene(world, purpose, way)
    const code = await it.means.code()
    world.clock.advance(limits.sentCodeLife + 1_000)
    return type(way, it, code)
  },
  async reused(world, purpose, way) {
    const it = await scene(world, purpose, way)
    const code = await it.means.code()
    await type(way, it, code)
    return type(way, it, code)
  },
  async 'other browser'(world, purpose, way) {
    const it = await scene(world, purpose, way)
    return type(way, { ...it, browser: await elsewhere(world, it) }, await it.means.code())
  },
  async 'other account'(world, purpose, way) {
    const [mine, other] = [await scene(world, purpose, way), await scene(world, purpose, way)]
    return type(way, mine, await other.means.code())
  },
  async 'used before'(world, purpose, way) {
    const first = await scene(world, 'login', way)
    const code = await first.means.code()
    await type(way, first, code)
    return type(way, await begin(world, purpose, way, first), code)
  },
}

export const scanCells: Partial<Record<Column, Cell>> = {
  right: typedCells.right,
  async wrong(world, purpose) {
    const it = await scene(world, purpose, 'scan')
    await it.means.phone.answer(await it.means.phone.scan(linkOf(it.challenge)), 'deny')
    return codeOf(redeem(it.browser, it.challenge))
  },
  async expired(world, purpose) {
    const it = await scene(world, purpose, 'scan')
    const number = await approved(it)
    world.clock.advance(limits.redeemLife + 1_000)
    return codeOf(redeem(it.browser, it.challenge, number))
  },
  async reused(world, purpose) {
    const it = await scene(world, purpose, 'scan')
    const number = await approved(it)
    await redeem(it.browser, it.challenge, number)
    return codeOf(redeem(it.browser, it.challenge, number))
  },
  async 'other browser'(world, purpose) {
    const it = await scene(world, purpose, 'scan')
    const number = await approved(it)
    return codeOf(redeem(await elsewhere(world, it), it.challenge, number))
  },
  async 'other account'(world, purpose) {
    const [mine, other] = [await scene(world, purpose, 'scan'), await scene(world, purpose, 'scan')]
    return codeOf(other.means.phone.scan(linkOf(mine.challenge)))
  },
}
