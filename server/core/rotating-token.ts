import type { Keys } from './keys.ts'
import { limits } from '../../shared/limits.ts'

/**
 * A secret that is replaced without losing anybody: the previous text works until the new one was seen once, then it is theft.
 * While unseen the new text is kept sealed, so that a lost answer is repeated word for word and never replaced a second time.
 */
export interface RotatingToken {
  mac: string
  previous: string | null
  sealed: string | null
  replacedAt: Date | null
}

export type TokenUse = 'session' | 'phone' | 'device'
export type Presented =
  { is: 'current'; isFirstUse: boolean } | { is: 'previous'; next: string } | { is: 'late' } | { is: 'theft' }

export const tokenMacs = (keys: Keys, use: TokenUse, text: string) => keys.macs('token', use, text)

export function firstToken(keys: Keys, use: TokenUse): { text: string; token: RotatingToken } {
  const text = keys.token()
  return { text, token: { mac: keys.mac('token', use, text), previous: null, sealed: null, replacedAt: null } }
}

/** @param owner the record's id, bound into the sealed copy. */
export function nextToken(
  keys: Keys,
  use: TokenUse,
  owner: string,
  old: RotatingToken,
  now: Date,
): { text: string; token: RotatingToken } {
  const text = keys.token()
  const token = {
    mac: keys.mac('token', use, text),
    previous: old.mac,
    sealed: keys.seal(['token', use, owner], text),
    replacedAt: now,
  }
  return { text, token }
}

/** What a presented text is to a stored token that was found by it. */
export function present(
  keys: Keys,
  use: TokenUse,
  owner: string,
  token: RotatingToken,
  text: string,
  now: Date,
): Presented {
  const macs = tokenMacs(keys, use, text)
  if (macs.includes(token.mac)) return { is: 'current', isFirstUse: token.sealed !== null }
  if (token.sealed !== null) return { is: 'previous', next: keys.open(['token', use, owner], token.sealed) }
  const age = now.getTime() - (token.replacedAt?.getTime() ?? 0)
  // A request that was under way while the answer with the new text arrived is not a thief.
  return age <= limits.replacedTokenGrace ? { is: 'late' } : { is: 'theft' }
}
