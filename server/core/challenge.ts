import { randomUUID } from 'node:crypto'
import type { DeliveryState, Denial, Doubt, FactorKind, Purpose, Stage, Status } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import type { Binding } from './account.ts'
import type { Ask, Factors } from './factor.ts'
import type { Keys } from './keys.ts'

/**
 * The whole state machine; store builds its filters from it. `expired` is no state: the clock is in every filter.
 * A typed code is right from any state in which nothing was refused, so that a phone which lost its network after the scan locks nobody out.
 */
export const moves = {
  issue: { from: ['pending'], to: 'pending' },
  scan: { from: ['pending', 'scanned'], to: 'scanned' },
  approve: { from: ['scanned', 'approved'], to: 'approved' },
  deny: { from: ['pending', 'scanned', 'approved'], to: 'denied' },
  redeem: { from: ['approved'], to: 'redeemed' },
  guess: { from: ['pending', 'scanned', 'approved'], to: 'redeemed' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>

export type Move = keyof typeof moves

/** The random text in the QR (RFC 8628: user code). Sealed, so that a reloaded page shows the same QR; found by its mark. */
export interface Ticket {
  mark: string
  sealed: string
  until: Date
  ordinal: number
  byTimer: number
  /** Phones that were turned away from this very ticket. */
  strangers: number
}

/** The phone that took the ticket: it is the one that answers. */
export interface Scan {
  id: string
  mark: string
  sealed: string
  /** The phone's session showed it is bound to the account. */
  isBound: boolean
  scene: number
  /** What spoke against it when it was taken (spec R16). */
  doubts: Doubt[]
  /** The phone's switch: the browser may be trusted, if it asked to be. */
  trust: boolean
  /** The end of the present state: to confirm, then to redeem. */
  until: Date
}

/** Guesses of one factor: five, then a rest that doubles. */
export interface Guesses {
  tries: number
  rests: number
  until: Date | null
}

/** The last message with a code. A new one takes its place, and the old code is good no more. */
export interface Sent {
  /** What the factor kept of the code: a keyed hash. */
  state: string
  at: Date
  until: Date
  delivery: DeliveryState
}

/** One request for a proof. It lives inside the browser's session; that session's cookie is its secret (RFC 8628: device code). */
export interface Challenge {
  id: string
  purpose: Purpose
  stage: Stage
  target: FactorKind | null
  /** stage bind: the id the new binding will have; unbind: the binding that goes. Makes the change repeatable after a crash. */
  bindingId: string | null
  /** rebind: the binding whose place the new one takes. */
  replaces: string | null
  /** stage bind: the new binding as far as it is known; it is kept as it is once it is proved. */
  draft: Binding | null
  sent: Partial<Record<FactorKind, Sent>>
  /** The check-box 同设备登录免二次验证. */
  wantsTrust: boolean
  /** A typed code of this factor was right, and the change it allows is under way. */
  typed: FactorKind | null
  status: Status
  denial: Denial | null
  offered: FactorKind[]
  /** The browser signed in to this account before (spec R16). */
  isKnownBrowser: boolean
  needsNumber: boolean
  /** The number was typed right, or a change that asks for none has begun: a repeated redeem does not ask again, and no denial stops a change. */
  isMatched: boolean
  strangers: number
  startedAt: Date
  expiresAt: Date
  ticket: Ticket | null
  scan: Scan | null
  guesses: Partial<Record<FactorKind, Guesses>>
}

export const later = (now: Date, ms: number) => new Date(now.getTime() + ms)

export function newTicket(keys: Keys, challengeId: string, now: Date, before: Ticket | null, byTimer: boolean): Ticket {
  const text = keys.random(limits.ticketBytes).toString('base64url')
  return {
    mark: keys.mac('ticket', '', text),
    sealed: keys.seal(['ticket', challengeId], text),
    until: later(now, limits.ticketLife),
    ordinal: (before?.ordinal ?? 0) + 1,
    byTimer: byTimer ? (before?.byTimer ?? 0) + 1 : 0,
    strangers: 0,
  }
}

export interface Begin {
  purpose: Purpose
  stage: Stage
  target: FactorKind | null
  bindingId: string | null
  replaces?: string | null
  offered: FactorKind[]
  isKnownBrowser: boolean
  /** The challenge that this one follows: its life and its spent tries go on. */
  before?: Challenge
}

/** What its factors are asked for. */
export const askOf = ({ purpose, stage }: Pick<Challenge, 'purpose' | 'stage'>): Ask =>
  stage === 'bind' ? 'bind' : purpose

/** Its proof raises the session and changes nothing else: a sign-in, or a fresh proof. */
export const isForSession = ({ purpose }: Pick<Challenge, 'purpose'>) => purpose === 'login' || purpose === 'prove'

/** rebind, while the old binding or another one proves. */
export const isOldSide = ({ purpose, stage }: Pick<Challenge, 'purpose' | 'stage'>) =>
  purpose === 'rebind' && stage === 'prove'

/** Has a ticket when one of the offered factors is asked by scan. */
export function newChallenge({ keys, factors }: { keys: Keys; factors: Factors }, now: Date, begin: Begin): Challenge {
  const id = randomUUID()
  const { before, ...kept } = begin
  const hasScan = begin.offered.some((kind) => factors[kind]?.prompts[askOf(begin)].includes('scan'))
  return {
    ...kept,
    id,
    replaces: begin.replaces ?? null,
    draft: before?.draft ?? null,
    sent: before?.sent ?? {},
    wantsTrust: before?.wantsTrust ?? false,
    typed: null,
    status: 'pending',
    denial: null,
    // A bind by scan always ends with the two digits: its QR may have been read by anyone (spec R16).
    needsNumber: begin.stage === 'bind' && hasScan,
    isMatched: false,
    strangers: 0,
    startedAt: now,
    expiresAt: before?.expiresAt ?? later(now, limits.challengeLife),
    ticket: hasScan ? newTicket(keys, id, now, before?.ticket ? { ...before.ticket, byTimer: 0 } : null, false) : null,
    scan: null,
    guesses: before?.guesses ?? {},
  }
}

/** The two digits, 10–99, the same however often they are asked for. They are shown by the phone and typed in the browser. */
export function matchNumber(keys: Keys, challenge: Challenge): string {
  const mac = keys.mac('number-match', challenge.id, challenge.scan?.id ?? '')
  const [, text = ''] = mac.split('.')
  return String(10 + (Buffer.from(text, 'base64url').readUInt32BE(0) % 90))
}

/** When the present state ends. */
export function stateEnd(challenge: Challenge): Date {
  const ends = { pending: challenge.ticket?.until, scanned: challenge.scan?.until, approved: challenge.scan?.until }
  const end = ends[challenge.status as keyof typeof ends] ?? challenge.expiresAt
  return end < challenge.expiresAt ? end : challenge.expiresAt
}
