import type { Output } from '../../../shared/api/contract.ts'
import { limits } from '../../../shared/limits.ts'

export type Mailbox = Output<'GET /api/phone/codes'>['mailboxes'][number]

export interface ShownCode {
  code: string
  /** Whole seconds left, from the period down to 1. */
  secondsLeft: number
  /** The next code, when it is near and known. */
  next: string | null
}

const milliseconds = (iso: string): number => Date.parse(iso)

/** What a card shows at `now` (server's clock, milliseconds), or undefined when no code for this time is on the phone. */
export function codeAt({ codes }: Pick<Mailbox, 'codes'>, now: number): ShownCode | undefined {
  const index = codes.findIndex(({ from, until }) => milliseconds(from) <= now && now < milliseconds(until))
  const present = codes[index]
  if (!present) return undefined
  const left = milliseconds(present.until) - now
  const next = left <= limits.ringWarns ? codes[index + 1]?.code : undefined
  return { code: present.code, secondsLeft: Math.ceil(left / 1_000), next: next ?? null }
}

/** Whether a phone with network should ask for more, well before the last code ends. */
export const needsMore = (mailboxes: readonly Mailbox[], now: number): boolean =>
  mailboxes.some(({ codes }) => milliseconds(codes.at(-1)?.until ?? '') - now < limits.codesRefill)

/** 482913 → 482 913 */
export const inGroups = (code: string): [string, string] => [code.slice(0, 3), code.slice(3)]
