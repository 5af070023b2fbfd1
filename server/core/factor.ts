import type { FactorKind, Purpose } from '../../shared/factors.ts'

/** What a file in factors/ exports. Pure: no clock, no I/O, no storage inside. */
export type Answer = { by: 'browser'; code: string } | { by: 'phone'; openid: string }
export type PromptShape = 'scan' | 'code' | 'secret'

export interface Tools {
  now: Date
  random(bytes: number): Buffer
  /** Mail domains of this system: a backup address is in none of them. */
  ownDomains: readonly string[]
  /** Keyed hash of a text, good for this challenge and factor only. */
  mac(text: string): string
  /** Whether the keyed hash is this text's, under any live key. */
  isMac(text: string, mac: string): boolean
  /** Keyed hashes of a text for this account and factor, under every live key: what a single-use code is found by. */
  marks(text: string): string[]
}

/** What the browser and the phone are told of a binding that is made. */
export interface Secret {
  /** The text of the QR. */
  url: string
  /** The same for typing. */
  key: string
}

/** A code that core sends; of it is kept only what it takes to know it again. */
export interface Issued {
  state: string
  code: string
}

/** How messages leave. */
export type Via = 'mail' | 'sms'

/** A right answer: the binding to keep, and what it spent (a step above the last one, or one of its single-use marks). */
export interface Verified<B> {
  binding: B
  spent?: { step: number } | { mark: string }
}

/** What a factor is asked for: the purpose while a binding proves it, and `bind` for a new binding (a rebind has both). */
export type Ask = Purpose

export interface PeriodCode {
  code: string
  from: Date
  until: Date
}

export interface Factor<B extends object = Record<string, unknown>> {
  kind: FactorKind
  /** How the factor may be asked. An empty list: it may not answer there. */
  prompts: Record<Ask, readonly PromptShape[]>
  /** Fields of the binding that are sealed at rest (spec R7); a last spent step is kept as a number. */
  sealed: readonly (keyof B & string)[]
  /** The text by which a binding is found again (an openid); kept as a keyed hash. */
  mark?(b: B): string
  /** What its owner is shown of a binding: 138****8000. */
  mask?(b: Partial<B>): string
  /** bind: what is known before the first proof. `target` is what was typed, if the catalogue asks for one. @throws Problem. */
  draft?(target: string | undefined, tools: Tools): B
  /** bind: shown once, until the binding is proved. */
  secret?(b: Partial<B>, label: { issuer: string; account: string }): Secret
  /** A factor whose code is sent: how, and to which address, or number in E.164. */
  via?: Via
  reach?(b: Partial<B>): string
  /** The same: a new code. */
  issue?(b: Partial<B>, tools: Tools): Issued
  /** @param state what `issue` kept. @returns 'used' for a right code that was spent, undefined for a wrong one. */
  verify(b: Partial<B>, state: string | null, answer: Answer, tools: Tools): Verified<B> | 'used' | undefined
  /** Codes of this and the next periods, for a factor whose code is shown by our own phone. */
  codes?(b: B, now: Date, ahead: number): PeriodCode[]
}

export type Factors = Partial<Record<FactorKind, Factor>>

/** A factor knows the shape of its own binding; core only carries it from verify to the store and back. */
export const asFactor = <B extends object>(factor: Factor<B>) => factor as unknown as Factor
