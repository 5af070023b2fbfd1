import type { FactorKind, Purpose } from '../../shared/factors.ts'

/** What a file in factors/ exports. Pure: no clock, no I/O, no storage inside. */
export type Answer = { by: 'browser'; code: string } | { by: 'phone'; openid: string }
export type PromptShape = 'scan' | 'code'

export interface Tools {
  now: Date
  random(bytes: number): Buffer
}

export interface PeriodCode {
  code: string
  from: Date
  until: Date
}

export interface Factor<B extends object = Record<string, unknown>> {
  kind: FactorKind
  /** How the factor may be asked, by purpose. An empty list: it may not answer for that purpose. */
  prompts: Record<Purpose, readonly PromptShape[]>
  /** Fields of the binding that are sealed at rest (spec R7); the others are kept as numbers in `step`. */
  sealed: readonly (keyof B & string)[]
  /** The text by which a binding is found again (an openid); kept as a keyed hash. */
  mark?(b: B): string
  /** The binding to keep (next step, new openid), 'used' for a right code of a spent step, undefined for a wrong answer. */
  verify(b: Partial<B>, answer: Answer, tools: Tools): B | 'used' | undefined
  /** Codes of this and the next periods, for a factor whose code is shown by our own phone. */
  codes?(b: B, now: Date, ahead: number): PeriodCode[]
}

export type Factors = Partial<Record<FactorKind, Factor>>

/** A factor knows the shape of its own binding; core only carries it from verify to the store and back. */
export const asFactor = <B extends object>(factor: Factor<B>) => factor as unknown as Factor
