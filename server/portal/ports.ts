import type { Session } from './answers.ts'
import { call, type Call } from './api.ts'
import { clock } from './clock.ts'
import { NewsStream, type Hearer, type Listening } from './news.ts'

/** What becomes of a challenge. */
export interface Outcome {
  /** It is finished; this is the session after it. */
  done(session: Session): void
  /** The session is over. */
  ended(): void
}

/** What a verification needs of the world; tests give their own. */
export interface Ports {
  call: Call
  listen(hearer: Hearer): Listening
  now(): number
}

export const browserPorts: Ports = { call, listen: (hearer) => new NewsStream(hearer), now: () => clock.now() }
