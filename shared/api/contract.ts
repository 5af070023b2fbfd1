// The whole HTTP contract: 'METHOD /path' → who may call it, what it takes, what it answers. SSE (/api/challenge/events), /w/* and the pages stay outside and say so where they are.
import type { z } from 'zod'
import type { ErrorCode } from '../errors.ts'
import { appPassword } from './app-password.ts'
import { binding } from './binding.ts'
import { branding } from './branding.ts'
import { challenge } from './challenge.ts'
import { device } from './device.ts'
import { phone } from './phone.ts'
import { session } from './session.ts'

/**
 * Who may call an endpoint. anyone: no session needed; browser: a session with the password proved; signed-in: nothing left to prove;
 * proved: signed in and, when the account has a factor, one proved ≤ limits.freshProof ago; phone: bearer token of the mini-program.
 */
export type Caller = 'anyone' | 'browser' | 'signed-in' | 'proved' | 'phone'

export type Cookie = 'session' | 'browser' | 'device'

export interface Endpoint {
  caller: Caller
  /** Also for a session that an operator lets do nothing but bind its first factor. */
  isForEnrolment?: true
  summary: string
  params?: z.ZodObject
  input?: z.ZodObject
  output: z.ZodType
  /** How it may be refused, besides what its caller and its input imply (server/http/refusals.ts). */
  problems: readonly ErrorCode[]
  /** The cookies its answer may set, besides the renewal that a browser caller implies. */
  cookies?: readonly Cookie[]
}

export const contract = {
  ...branding,
  ...session,
  ...challenge,
  ...binding,
  ...device,
  ...appPassword,
  ...phone,
} as const satisfies Record<string, Endpoint>

export type Contract = typeof contract
export type Key = keyof Contract
export type Output<K extends Key> = z.output<Contract[K]['output']>
export type Input<K extends Key> = Contract[K] extends { input: infer I extends z.ZodType } ? z.input<I> : undefined
export type Params<K extends Key> = Contract[K] extends { params: infer P extends z.ZodType } ? z.input<P> : undefined
