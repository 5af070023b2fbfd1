import { CallError } from '../../shared/client.ts'
import type { FactorKind } from '../../shared/factors.ts'
import type { Challenge } from './answers.ts'

/** What a page knows of the challenge it waits for. Times are milliseconds of the server's clock. */
export interface Facts {
  challenge: Challenge | null
  isOffline: boolean
  /** Another tab began a newer challenge. */
  isReplaced: boolean
  /** Something the user asked for is under way. */
  isBusy: boolean
  /** Why the challenge or its QR cannot go on. */
  problem: CallError | null
  /** When a phone was turned away last. */
  strangerAt: number | null
  renewedAt: number | null
  /** The kinds whose code is being sent just now. */
  sending: readonly FactorKind[]
  /** Why the last attempt to send a code of a kind came to nothing. */
  unsent: Readonly<Partial<Record<FactorKind, CallError>>>
  /** What the check-box was asked to say and the server has not answered yet, or why it does not know it. */
  trust: Readonly<{ wanted?: boolean; trouble?: CallError }>
}

export const nothing: Facts = {
  challenge: null,
  isOffline: false,
  isReplaced: false,
  isBusy: false,
  problem: null,
  strangerAt: null,
  renewedAt: null,
  sending: [],
  unsent: {},
  trust: {},
}

const fieldCodes =
  /^(code|throttle|send|address|method|request|service)\.|^(offline|internal|challenge\.not-approved|number\.(invalid|foreign))$/
const staleCodes = /^challenge\.(none|over|not-approved)$/

/** What was typed may be corrected: the error is shown at its field. Every other one ends or changes the challenge. */
export const belongsToField = (error: CallError): boolean => fieldCodes.test(error.code)

/** The server knows more than this page: it is asked before anything is said. */
export const isStale = (error: CallError): boolean => staleCodes.test(error.code)

export const isSessionOver = (error: CallError): boolean =>
  error.code === 'session.missing' || error.code === 'session.ended'

/** Nothing but CallError is expected of a call; all else is our own fault and is not hidden. */
export function asCallError(error: unknown): CallError {
  if (error instanceof CallError) return error
  throw error
}
