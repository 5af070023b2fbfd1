import type { Output } from '../../../shared/api/contract.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import type { Asked } from '../../../shared/messages/phone-confirm.ts'
import type { End, Outcome } from '../../../shared/messages/phone-ends.ts'

export type Answer = 'approve' | 'deny' | 'report'
export type Scan = Output<'POST /api/phone/scans'>

/** What the server asks of this phone: every screen, word and end follows from it. */
export function askedOf({ purpose, stage, target }: Pick<Scan, 'purpose' | 'stage' | 'target'>): Asked {
  const isThisWechat = target === 'wechat'
  if (purpose === 'unbind') return isThisWechat ? 'unbind' : 'unbind-other'
  if (purpose !== 'rebind') return purpose
  if (stage === 'bind') return 'rebind-new'
  return isThisWechat ? 'rebind-old' : 'rebind-other'
}

/** A proof that something speaks against (spec R16): it has the marks of danger, and trusts no browser. */
export const isDoubtful = ({ purpose, doubts }: Scan): boolean =>
  (purpose === 'login' || purpose === 'prove') && doubts.length > 0

/** The browser's check-box asks for trust, and the phone's user is asked as well. */
export const hasTrustSwitch = (scan: Scan): boolean => scan.asksTrust && !isDoubtful(scan)

/** A scan whose fate is open. */
export interface Open {
  is: 'ask' | 'digits' | 'waiting'
  scan: Scan
  /** Server's clock minus this phone's, milliseconds. */
  offset: number
  /** When the question first stood on the screen, by this phone's clock. */
  since: number
  /** Where the switch 信任此设备 stands. */
  trusts: boolean
  /** What is under way: an answer, or the question what became of it. */
  busy: Answer | 'look' | null
  /** The answer that did not get through, and why. */
  trouble: { answer: Answer; code: ErrorCode | 'offline' } | null
  /** The last question what became of it had no answer. */
  isCutOff: boolean
}

export type Stage =
  | { is: 'loading' }
  | Open
  | { is: 'outcome'; outcome: Outcome; scan: Scan }
  /** No word of the question's fate: the QR was not taken, or nobody knows. */
  | { is: 'end'; end: End }

/** What is over for this phone once it approved. Of the others the browser tells when the change is made. */
const endsHere: Record<Asked, boolean> = {
  login: true,
  prove: true,
  bind: false,
  unbind: false,
  'unbind-other': false,
  'rebind-old': true,
  'rebind-new': false,
  'rebind-other': true,
}

/** What this phone sent last, and whether the two digits stood on its screen: tells a refusal from a wrong number. */
export interface Said {
  answer: Answer | null
  hadDigits: boolean
}

function denied({ answer, hadDigits }: Said): Outcome {
  if (answer === 'report') return 'reported'
  if (!hadDigits) return 'refused'
  return answer === 'deny' ? 'cancelled' : 'wrong-number'
}

/** The screen that a scan's state asks for: what the server said, never what this phone hopes. */
export function screenOf(scan: Scan, said: Said): Open['is'] | Outcome | 'expired' {
  const { status, number } = scan
  if (status === 'scanned') return 'ask'
  if (status === 'expired') return 'expired'
  if (status === 'redeemed') return 'done'
  if (status === 'denied') return denied(said)
  if (number !== null) return 'digits'
  return endsHere[askedOf(scan)] ? 'done' : 'waiting'
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
