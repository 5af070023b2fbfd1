// Brings an account to the point where a right answer is at hand, for each purpose and each way to answer.
import type { FactorKind, Purpose } from '../../shared/factors.ts'
import type { Browser } from '../actors/browser.ts'
import type { FullWorld } from '../actors/full-world.ts'
import { answer, beginChange, bindWith, handsOf, type Typed } from '../actors/hands.ts'
import { bind, linkOf, redeem, signInAnew, type Challenge } from '../actors/journeys.ts'
import type { Phone } from '../actors/phone.ts'

export type Way = Typed | 'recovery' | 'digits' | 'scan'

export const kindOf = (way: Way): FactorKind => (way === 'scan' || way === 'digits' ? 'wechat' : way)

/** A way to answer that belongs to one account. */
interface Means {
  phone: Phone
  /** Makes a code ready in a challenge: a message is asked for. */
  ready(browser: Browser, challenge: Challenge): Promise<void>
  /** What a person would type now. */
  code(): Promise<string>
}

/** An account with its means, a browser of it, and the challenge that asks. */
export interface Scene {
  address: string
  browser: Browser
  challenge: Challenge
  means: Means
}

const nothing = async () => undefined

let networks = 0
/** A browser of a network of its own, so that nobody counts against anybody (spec R6). */
export const newcomer = (world: FullWorld) => {
  networks += 1
  return world.browser({ headers: { 'x-forwarded-for': `101.${networks >> 8}.${networks & 255}.1` } })
}

/** Binds what the way needs, in the browser that is signed in. */
async function equip(world: FullWorld, browser: Browser, address: string, way: Way): Promise<Means> {
  const phone = world.phone(address)
  if (way === 'scan' || way === 'digits') {
    await bind(browser, phone, address)
    return { phone, ready: nothing, code: () => phone.code() }
  }
  const hands = handsOf(world, way === 'recovery' ? 'totp' : way, 'backup')
  await bindWith(browser, hands)
  if (way !== 'recovery') return { phone, ready: hands.ask, code: hands.code }
  const { codes } = await browser.call('POST /api/recovery-codes', { input: {} })
  return { phone, ready: nothing, code: async () => codes[0]! }
}

/** A new challenge of this purpose, with a code ready; a sign-in is begun in a browser that the account has never seen. */
export async function begin(
  world: FullWorld,
  purpose: Purpose,
  way: Way,
  of: Omit<Scene, 'challenge'>,
): Promise<Scene> {
  const browser = purpose === 'login' ? newcomer(world) : of.browser
  const challenge = await challengeFor(browser, purpose, way, of.address)
  await of.means.ready(browser, challenge)
  return { ...of, browser, challenge }
}

async function challengeFor(browser: Browser, purpose: Purpose, way: Way, address: string): Promise<Challenge> {
  if (purpose === 'login') return (await signInAnew(browser, address)).challenge!
  if (purpose === 'prove') return browser.call('POST /api/proof', { input: {} })
  return beginChange(browser, purpose as 'unbind' | 'rebind', way === 'recovery' ? 'totp' : kindOf(way))
}

let made = 0

export async function scene(world: FullWorld, purpose: Purpose, way: Way): Promise<Scene> {
  const address = await world.user(`cell-${(made += 1)}`)
  const browser = newcomer(world)
  await signInAnew(browser, address)
  if (purpose === 'bind') return bindScene(world, browser, address, way)
  return begin(world, purpose, way, { address, browser, means: await equip(world, browser, address, way) })
}

/** Nothing is bound yet: what is being bound answers for itself. */
async function bindScene(world: FullWorld, browser: Browser, address: string, way: Way): Promise<Scene> {
  const challenge = await browser.call('POST /api/bindings', { input: { kind: kindOf(way) } })
  const phone = world.phone(address)
  if (way === 'scan' || way === 'digits' || way === 'recovery')
    return { address, browser, challenge, means: { phone, ready: nothing, code: async () => '123456' } }
  const hands = handsOf(world, way, 'backup')
  await hands.open(browser, challenge)
  return { address, browser, challenge, means: { phone, ready: nothing, code: hands.code } }
}

/** Answers as the way asks for it. */
export async function act(way: Way, { browser, challenge, means }: Scene) {
  if (way !== 'scan') return answer(browser, challenge, kindOf(way), await means.code())
  const approved = await means.phone.answer(await means.phone.scan(linkOf(challenge)), 'approve')
  return redeem(browser, challenge, approved.number)
}
