import type { Output } from '../../../shared/api/contract.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import type { Purpose } from '../../../shared/factors.ts'
import type { End } from '../../../shared/messages/phone-ends.ts'

export type Answer = 'approve' | 'deny' | 'report'
export type Asked = Exclude<Purpose, 'rebind'>
export type Scan = Output<'POST /api/phone/scans'> & { purpose: Asked }

/** A scan whose fate is open. */
export interface Open {
  is: 'ask' | 'digits' | 'waiting'
  scan: Scan
  /** Server's clock minus this phone's, milliseconds. */
  offset: number
  /** When the question first stood on the screen, by this phone's clock. */
  since: number
  /** What is under way: an answer, or the question what became of it. */
  busy: Answer | 'look' | null
  /** The answer that did not get through, and why. */
  trouble: { answer: Answer; code: ErrorCode | 'offline' } | null
  /** The last question what became of it had no answer. */
  isCutOff: boolean
}

export type Stage = { is: 'loading' } | Open | { is: 'end'; end: End; scan: Scan | null }

const done = { login: 'login-done', bind: 'bound', unbind: 'unbound' } as const satisfies Record<Asked, End>

/** What this phone sent last, and whether it was after its approval: tells a refusal from a wrong number. */
export interface Said {
  answer: Answer | null
  wasApproved: boolean
}

function deniedEnd(purpose: Asked, { answer, wasApproved }: Said): End {
  if (answer === 'report') return `${purpose}-reported`
  // An unbind shows no digits, so nobody can take it back or mistype it.
  if (!wasApproved || purpose === 'unbind') return `${purpose}-refused`
  return answer === 'deny' ? `${purpose}-cancelled` : `${purpose}-wrong-number`
}

/** The screen that a scan's state asks for: what the server said, never what this phone hopes. */
export function screenOf({ status, purpose, number }: Scan, said: Said): Open['is'] | End {
  if (status === 'scanned') return 'ask'
  if (status === 'expired') return 'expired'
  if (status === 'redeemed') return done[purpose]
  if (status === 'denied') return deniedEnd(purpose, said)
  if (number !== null) return 'digits'
  return purpose === 'login' ? 'login-done' : 'waiting'
}

const problemEnds: Partial<Record<ErrorCode, End>> = {
  'scan.not-found': 'expired',
  'scan.expired': 'expired',
  'scan.used': 'used',
  'scan.other-phone': 'other-phone',
  'scan.not-bound': 'not-bound',
  'scan.picture': 'picture',
  'scan.computer': 'computer',
  'scan.policy': 'policy',
  'scan.purpose': 'changed',
  'binding.full': 'full',
  'wechat.blocked': 'blocked',
}

/** Ends that another try cannot change; undefined for an outage. */
export const endOfProblem = (code: ErrorCode | 'offline'): End | undefined => problemEnds[code as ErrorCode]

/** The screen for an outage while nothing else can be shown. */
export function outageEnd(code: ErrorCode | 'offline'): End {
  if (code === 'offline') return 'offline'
  if (code === 'wechat.unavailable') return 'down'
  return code === 'wechat.busy' ? 'busy' : 'failed'
}
