// Six digits that change with the clock (RFC 6238: SHA-1, 30 s), for the factors that have such a key.
import { crypto } from '@otplib/plugin-crypto-node'
import { generateSync, verifySync } from 'otplib'
import { limits } from '../../../shared/limits.ts'
import type { PeriodCode, Tools, Verified } from '../../core/factor.ts'

/** `key` in base64url, `step` the last spent period. */
export interface TimeBased {
  key: string
  step: number
}

// RFC 4226 §4, R6: 160 bit.
const keyBytes = 20
const period = limits.codePeriodSeconds
const seconds = (time: Date) => Math.floor(time.getTime() / 1_000)
const secret = ({ key }: Pick<TimeBased, 'key'>) => new Uint8Array(Buffer.from(key, 'base64url'))

export const newKey = ({ random }: Pick<Tools, 'random'>) => random(keyBytes).toString('base64url')

/** ± one step; a step at or below the last spent one is 'used' (RFC 6238 §5.2). */
export function verifyCode<B extends TimeBased>(b: B, token: string, now: Date): Verified<B> | 'used' | undefined {
  const found = verifySync({
    secret: secret(b),
    token,
    epoch: seconds(now),
    period,
    epochTolerance: limits.codeSteps * period,
    crypto,
  })
  if (!found.valid || !('timeStep' in found)) return undefined
  const step = found.timeStep
  return step <= b.step ? 'used' : { binding: { ...b, step }, spent: { step } }
}

function codeAt(b: TimeBased, step: number): PeriodCode {
  const start = step * period
  return {
    code: generateSync({ secret: secret(b), epoch: start, period, crypto }),
    from: new Date(start * 1_000),
    until: new Date((start + period) * 1_000),
  }
}

/** The codes of the present period and `ahead` more. */
export function codesAt(b: TimeBased, now: Date, ahead: number): PeriodCode[] {
  const present = Math.floor(seconds(now) / period)
  return Array.from({ length: ahead + 1 }, (_, index) => codeAt(b, present + index))
}
