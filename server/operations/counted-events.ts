import { deliveries, type FactorKind, type SignInResult } from '../../shared/factors.ts'
import type { AuditEvent } from '../core/audit.ts'
import { resultOf } from '../core/sign-in-history.ts'

export interface SignIn {
  result: SignInResult | 'password'
  method: string
}

export interface SecondStep {
  kind: FactorKind
  result: 'ok' | 'failed' | 'refused'
}

export interface Sent {
  channel: FactorKind
  delivery: string
}

/** `password`: it was right, and the second step has begun. */
export function signInOf(event: AuditEvent): SignIn | null {
  const method = event.method ?? 'none'
  if (event.type === 'login.password') return { result: 'password', method }
  return event.type.startsWith('login.') ? { result: resultOf(event), method } : null
}

/** A factor was asked for, of a sign-in or for a proof, and answered. Changes of factors are told under their own types. */
export function secondStepOf({ type, kind, outcome }: AuditEvent): SecondStep | null {
  const isAsked = type.startsWith('login.') || type === 'proof.given'
  return isAsked && kind ? { kind, result: outcome } : null
}

const fates: readonly string[] = [...deliveries, 'suppressed']

/** A detail that is none of these words does not become a label. */
export function sentOf({ type, kind, detail }: AuditEvent): Sent | null {
  if (type !== 'code.sent' || !kind) return null
  return { channel: kind, delivery: fates.find((fate) => fate === detail) ?? 'other' }
}
