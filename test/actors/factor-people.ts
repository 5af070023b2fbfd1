// People with one factor each, and what else an account may hold.
import type { FullWorld } from './full-world.ts'
import { answer, bindWith, handsOf, prove, proveByScan, type Typed } from './hands.ts'
import { bind, linkOf, signIn, signInAnew } from './journeys.ts'

export interface Person {
  address: string
  /** As a person who brings this factor does. @returns the state of the session. */
  signsIn(): Promise<string>
}

export async function typedPerson(world: FullWorld, kind: Typed, name: string = kind) {
  const address = await world.user(`factor-${name}`)
  const hands = handsOf(world, kind, 'factor')
  const browser = world.browser()
  await signInAnew(browser, address)
  await bindWith(browser, hands)
  const signsIn = async () => {
    const other = world.browser()
    return (await prove(other, (await signInAnew(other, address)).challenge, hands)).state
  }
  return { address, browser, hands, signsIn }
}

export async function wechatPerson(world: FullWorld, by: 'scan' | 'digits'): Promise<Person> {
  const address = await world.user(`factor-${by}`)
  const phone = world.phone(`factor-${by}`)
  await bind(world.browser(), phone, address)
  const signsIn = async () => {
    const browser = world.browser()
    await phone.open()
    const { challenge } = await signIn(browser, address)
    if (by === 'scan') return (await proveByScan(browser, challenge, phone)).state
    return (await answer(browser, challenge!, 'wechat', await phone.code())).state
  }
  return { address, signsIn }
}

/** An app is bound, and its owner always takes a recovery code. */
export async function recoveryPerson(world: FullWorld) {
  const { address, browser, hands } = await typedPerson(world, 'totp', 'recovery')
  const { codes } = await browser.call('POST /api/recovery-codes', { input: {} })
  const signsIn = async () => {
    const other = world.browser()
    const { challenge } = await signInAnew(other, address)
    return (await answer(other, challenge!, 'recovery', codes.pop()!)).state
  }
  return { address, hands, signsIn }
}

/** A browser that is excused from the second step. */
export async function trust(world: FullWorld) {
  const address = await world.user('trusted')
  const phone = world.phone('trusted')
  await bind(world.browser(), phone, address)
  const browser = world.browser()
  const { challenge } = await signIn(browser, address)
  await browser.call('POST /api/challenge/trust', { input: { challenge: challenge!.id, wanted: true } })
  await answer(browser, challenge!, 'wechat', await phone.code())
  return { browser, address }
}

/** The owner's phone has said 不是我操作. @returns the address. */
export async function report(world: FullWorld): Promise<string> {
  const address = await world.user('reported')
  const phone = world.phone('reported')
  await bind(world.browser(), phone, address)
  const { challenge } = await signInAnew(world.browser(), address)
  await phone.answer(await phone.scan(linkOf(challenge)), 'report')
  return address
}
