import type { Account } from './account.ts'
import type { Challenge } from './challenge.ts'
import { Problem } from './problem.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'

/** A browser with its session, its account, and whether it signed in to this account before. */
export interface Caller {
  session: Session
  account: Account
  isKnown: boolean
}

export interface Raised {
  session: Session
  account: Account
  /** The text of the new cookie; null when the session was not raised. */
  cookie: string | null
  /** The text of this account's device cookie, when the browser is trusted from now on. */
  device: string | null
}

/** The live challenge that the browser means. @throws Problem('challenge.*'). */
export function liveChallenge({ now }: Pick<Services, 'now'>, session: Session, id: string): Challenge {
  const { challenge } = session
  if (!challenge) throw new Problem('challenge.none')
  if (challenge.id !== id) throw new Problem('challenge.replaced')
  if (challenge.status === 'denied' || challenge.status === 'redeemed') throw new Problem('challenge.over')
  if (challenge.expiresAt <= now()) throw new Problem('challenge.expired')
  return challenge
}
