import type { Challenge, Session } from './answers.ts'

/**
 * What a session says of the challenge that a page follows. nobody: the session is over; done: nothing is left to prove;
 * next: the new binding is asked for now; same: it goes on; replaced: another page began one; expired: nothing is left to answer.
 */
type Verdict = 'nobody' | 'done' | 'next' | 'same' | 'replaced' | 'expired'

/** A change in two steps has proved the old binding, or another: the new one is asked for. */
export const isNextStage = (mine: Challenge | null, next: Challenge): boolean =>
  mine?.purpose === next.purpose && mine.target === next.target && mine.stage === 'prove' && next.stage === 'bind'

export function verdictOn(mine: Challenge | null, session: Session): Verdict {
  const next = session.challenge
  const purpose = mine?.purpose ?? 'login'
  if (session.state === 'anonymous') return 'nobody'
  if (purpose === 'login' && session.state === 'signed-in') return 'done'
  if (!next) return purpose === 'login' ? 'expired' : 'done'
  if (next.status === 'redeemed') return 'done'
  if (isNextStage(mine, next)) return 'next'
  if (next.id === mine?.id) return 'same'
  return purpose === 'prove' && session.state === 'signed-in' ? 'done' : 'replaced'
}
