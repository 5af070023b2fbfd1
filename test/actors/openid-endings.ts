// What ends a browser's session at a mailbox with an app bound.
import { notMeToken } from '../../server/core/notice.ts'
import { note } from '../after/ledger.ts'
import type { Browser } from './browser.ts'
import { typedPerson } from './factor-people.ts'
import type { FullWorld } from './full-world.ts'
import { beginChange, bindWith, handsOf, prove } from './hands.ts'
import { signInAnew, type Challenge } from './journeys.ts'
import { operate } from './operator.ts'
import { accountOf } from './records.ts'

let made = 0
/** A mailbox with an app bound, its owner signed in. */
export const appOwner = (world: FullWorld) => typedPerson(world, 'totp', `app-owner-${(made += 1)}`)

export type Owner = Awaited<ReturnType<typeof appOwner>>

/** With the app's next code. */
function proveNext(world: FullWorld, browser: Browser, challenge: Challenge | null, { hands }: Owner) {
  world.clock.advance(30_000)
  return prove(browser, challenge, hands)
}

/** The owner in another browser, signed in. */
export async function elsewhere(world: FullWorld, owner: Owner): Promise<Browser> {
  const other = world.browser()
  await proveNext(world, other, (await signInAnew(other, owner.address)).challenge, owner)
  return other
}

/** 【解绑】 in this browser. */
export const unbindIn = async (world: FullWorld, owner: Owner, browser: Browser) =>
  proveNext(world, browser, await beginChange(browser, 'unbind', 'totp'), owner)

async function rebindElsewhere(world: FullWorld, owner: Owner): Promise<void> {
  const other = await elsewhere(world, owner)
  await proveNext(world, other, await beginChange(other, 'rebind', 'totp'), owner)
  await handsOf(world, 'totp', 'next').fill(other, await other.call('GET /api/challenge'))
}

async function notMe(world: FullWorld, { address }: Owner): Promise<void> {
  const { _id: accountId } = await accountOf(world, address)
  const token = notMeToken(world.app.services, { id: 'an event', at: world.clock.now(), accountId } as never)
  await world.browser().call('POST /api/not-me', { input: { token } })
}

async function reset({ env }: FullWorld, { address }: Owner): Promise<void> {
  const words = ['account', 'reset', address, '--reason', 'lost the phone, showed the card']
  const { answer: lines } = await operate(env, words)
  note('help-desk code', lines[0]?.replaceAll(' ', ''))
}

export const endings: readonly (readonly [string, (world: FullWorld, owner: Owner) => Promise<unknown>])[] = [
  ['退出', (_, { browser }) => browser.call('DELETE /api/session')],
  ['退出所有设备', (_, { browser }) => browser.call('DELETE /api/sessions')],
  ['another sign-in in the same browser', (_, { browser, address }) => signInAnew(browser, address)],
  ['an unbind in another browser', async (world, owner) => unbindIn(world, owner, await elsewhere(world, owner))],
  ['a rebind in another browser', rebindElsewhere],
  ['不是我', notMe],
  ['the operator’s reset', reset],
]

/** Of a mailbox without factors: an app is bound in another browser. */
export async function bindElsewhere(world: FullWorld, address: string): Promise<void> {
  const other = world.browser()
  await signInAnew(other, address)
  await bindWith(other, handsOf(world, 'totp', 'elsewhere'))
}
