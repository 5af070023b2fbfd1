import { limits } from '../../../shared/limits.ts'
import type { Mailbox } from './clock.ts'

const period = limits.codePeriodSeconds * 1_000
const iso = (time: number): string => new Date(time).toISOString()

/** Six digits that change with the step and belong to nothing. */
const digitsOf = (step: number, seed: number): string =>
  String(((step * 7_919 + seed) * 104_729) % 1_000_000).padStart(limits.codeDigits, '0')

/** Two mailboxes that do not exist, so that a visitor sees what the page is for. @param now milliseconds. */
export function demoMailboxes(now: number): Mailbox[] {
  const step = Math.floor(now / period)
  const codesOf = (seed: number) =>
    [step, step + 1].map((each) => ({
      code: digitsOf(each % 100_000, seed),
      from: iso(each * period),
      until: iso((each + 1) * period),
    }))
  return ['zh***g@example.edu.cn', 'of***e@example.edu.cn'].map((address, index) => ({
    id: `demo-mailbox-${index}`,
    address,
    boundAt: iso(now),
    codes: codesOf(index * 31 + 17),
  }))
}
