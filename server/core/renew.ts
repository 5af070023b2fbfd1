import { limits } from '../../shared/limits.ts'
import { newChallenge, newTicket, stateEnd, type Challenge } from './challenge.ts'
import { putChallenge } from './changes.ts'
import { Problem } from './problem.ts'
import { targetOf } from './scan.ts'
import { liveChallenge, type Caller } from './second-step.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'

/**
 * A new QR. One write: a new ticket while nobody has scanned; otherwise a challenge of the same purpose in place of the old one, its life, its
 * spent tries and its sent codes kept. The timer may do it limits.ticketRenewalsByTimer times, then it takes a click.
 * @throws Problem('challenge.*' | 'ticket.limit').
 */
export async function renew(
  services: Services,
  { session }: Caller,
  given: { challenge: string; by: 'timer' | 'click' },
): Promise<Challenge> {
  const { challenge } = session
  const now = services.now()
  if (!challenge) throw new Problem('challenge.none')
  if (challenge.id !== given.challenge) throw new Problem('challenge.replaced')
  if (challenge.expiresAt <= now) throw new Problem('challenge.expired')
  if (challenge.status === 'redeemed' || challenge.denial === 'reported') throw new Problem('challenge.over')
  if ((challenge.ticket?.ordinal ?? 0) >= limits.ticketsPerChallenge) throw new Problem('ticket.limit')
  if (challenge.status === 'pending') return renewTicket(services, session, challenge, given.by)
  if (given.by === 'timer' && stateEnd(challenge) > now) return challenge
  const { purpose, stage, target, bindingId, replaces, offered, isKnownBrowser } = challenge
  const begin = { purpose, stage, target, bindingId, replaces, offered, isKnownBrowser, before: challenge }
  return putChallenge(services, session, newChallenge(services, now, begin))
}

async function renewTicket(
  services: Services,
  session: Session,
  challenge: Challenge,
  by: 'timer' | 'click',
): Promise<Challenge> {
  const now = services.now()
  const { ticket } = challenge
  if (!ticket) throw new Problem('method.not-offered')
  if (by === 'timer' && ticket.byTimer >= limits.ticketRenewalsByTimer) throw new Problem('ticket.limit')
  const next = newTicket(services.keys, challenge.id, now, ticket, by === 'timer')
  const renewed = await services.sessions.renewTicket(targetOf(session, challenge, now), ticket.ordinal, next)
  // Lost to a scan or to another renewal: what is there now is the answer.
  const found = renewed ?? (await services.sessions.byId(session.id))
  if (found?.challenge?.id !== challenge.id) throw new Problem('challenge.replaced')
  return found.challenge
}

/** The check-box 同设备登录免二次验证: one write, before the proof. @throws Problem('challenge.*' | 'method.not-offered'). */
export async function wantTrust(
  services: Services,
  { session }: Caller,
  given: { challenge: string; wanted: boolean },
): Promise<Challenge> {
  const challenge = liveChallenge(services, session, given.challenge)
  if (challenge.purpose !== 'login') throw new Problem('method.not-offered')
  const written = await services.sessions.wantTrust(targetOf(session, challenge, services.now()), given.wanted)
  if (!written?.challenge) throw new Problem('challenge.over')
  return written.challenge
}
