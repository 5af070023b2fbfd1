// What a person does with each factor: bind it, and bring a right code.
import { generateSync } from 'otplib'
import type { FactorKind } from '../../shared/factors.ts'
import type { Browser } from './browser.ts'
import type { FullWorld } from './full-world.ts'
import { linkOf, redeem, type Challenge } from './journeys.ts'
import { mailedCode } from './mailed.ts'
import type { Phone } from './phone.ts'

export type Typed = Extract<FactorKind, 'email' | 'sms' | 'totp'>

/** Where messages arrive, and the clock on the wall. */
export type Outside = Pick<FullWorld, 'smtp' | 'sms' | 'clock'>

export interface Hands {
  kind: Typed
  /** Where its messages go; an app has none. */
  target?: string
  /** The code that a person would type now: from the mailbox, the phone or the app. */
  code(): Promise<string>
  /** Asks for a code, when this factor sends one. */
  ask(browser: Browser, challenge: Challenge): Promise<void>
  /** Makes a new binding ready to be proved: its target is typed, or its key taken into the app. */
  open(browser: Browser, challenge: Challenge): Promise<void>
  /** Proves a new binding of this challenge. */
  fill(browser: Browser, challenge: Challenge): Promise<unknown>
}

export const answer = (browser: Browser, challenge: { id: string }, kind: FactorKind, code: string) =>
  browser.call('POST /api/challenge/answer', { input: { challenge: challenge.id, kind, code } })

export const send = (browser: Browser, challenge: { id: string }, kind: FactorKind, target?: string) =>
  browser.call('POST /api/challenge/send', { input: { challenge: challenge.id, kind, target } })

let made = 0
/** One nobody has used. */
export const newNumber = () => `138${String(10_000_000 + (made += 1)).slice(-8)}`

/** Somebody else's mailbox or phone, or an app without a key yet. */
export function handsOf(world: Outside, kind: Typed, name: string): Hands {
  if (kind === 'totp') return appHands(world)
  const target = kind === 'email' ? `${name}-${(made += 1)}@163.com` : newNumber()
  const code = async () => (kind === 'email' ? mailedCode(world, target) : world.sms.lastCode(`+86${target}`))
  const open = async (browser: Browser, challenge: Challenge) => void (await send(browser, challenge, kind, target))
  return {
    kind,
    target,
    code,
    ask: async (browser, challenge) => void (await send(browser, challenge, kind)),
    open,
    async fill(browser, challenge) {
      await open(browser, challenge)
      return answer(browser, challenge, kind, await code())
    },
  }
}

function appHands(world: Outside): Hands {
  let secret = ''
  const code = async () => generateSync({ secret, epoch: Math.floor(world.clock.now().getTime() / 1_000) })
  const open = async (_: Browser, { prompts }: Challenge) => {
    const prompt = prompts.find(({ shape }) => shape === 'secret')
    secret = prompt?.shape === 'secret' ? prompt.key : ''
  }
  return {
    kind: 'totp',
    code,
    ask: async () => undefined,
    open,
    async fill(browser, challenge) {
      await open(browser, challenge)
      const filled = await answer(browser, challenge, 'totp', await code())
      // The step is spent: the next code is a period away.
      world.clock.advance(30_000)
      return filled
    },
  }
}

/** Lets a code be mailed to this backup address, the new one or the bound one, and types it. @returns what it led to. */
export async function typeMailed(world: Pick<Outside, 'smtp'>, browser: Browser, challenge: Challenge, to: string) {
  await send(browser, challenge, 'email', challenge.stage === 'bind' ? to : undefined)
  return answer(browser, challenge, 'email', await mailedCode(world, to))
}

/** A signed-in browser binds what these hands hold. */
export async function bindWith(browser: Browser, hands: Hands) {
  const challenge = await browser.call('POST /api/bindings', { input: { kind: hands.kind } })
  return hands.fill(browser, challenge)
}

/** Answers a challenge with a bound factor. */
export async function prove(browser: Browser, challenge: Challenge | null, hands: Hands) {
  await hands.ask(browser, challenge!)
  return answer(browser, challenge!, hands.kind, await hands.code())
}

/** Answers a challenge with a bound WeChat. */
export async function proveByScan(browser: Browser, challenge: Challenge | null, phone: Phone) {
  const approved = await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
  return redeem(browser, challenge!, approved.number)
}

async function bindingId(browser: Browser, kind: FactorKind): Promise<string> {
  const { methods } = await browser.call('GET /api/bindings')
  return methods.find((method) => method.kind === kind)?.binding?.id ?? ''
}

export const beginChange = async (browser: Browser, change: 'unbind' | 'rebind', kind: FactorKind) =>
  browser.call(`POST /api/bindings/:id/${change}`, { params: { id: await bindingId(browser, kind) }, input: {} })
