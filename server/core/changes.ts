import type { FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import { auditEvent } from './audit.ts'
import { newBindingId } from './binding.ts'
import { newChallenge, newTicket, stateEnd, type Challenge } from './challenge.ts'
import { Problem } from './problem.ts'
import { targetOf } from './scan.ts'
import type { Caller } from './second-step.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'

/** Replaces whatever challenge the session had: one write. A kill after it: the page asks for the challenge and goes on. */
async function put(services: Services, session: Session, challenge: Challenge): Promise<Challenge> {
  const written = await services.sessions.putChallenge(session.id, session.challenge?.id ?? null, challenge)
  if (!written?.challenge) throw new Problem('challenge.replaced')
  return written.challenge
}

/** Begins to bind. @throws Problem('factor.unavailable' | 'binding.exists'). */
export async function beginBind(
  services: Services,
  { session, account, isKnown }: Caller,
  kind: FactorKind,
): Promise<Challenge> {
  if (!services.factors[kind]) throw new Problem('factor.unavailable')
  const held = account.bindings.filter((binding) => binding.kind === kind)
  if (held.length >= limits.bindingsPerKind) throw new Problem('binding.exists')
  const begin = {
    purpose: 'bind' as const,
    target: kind,
    bindingId: newBindingId(),
    offered: [kind],
    isKnownBrowser: isKnown,
  }
  return put(services, session, newChallenge(services, services.now(), begin))
}

/** Begins to unbind: the binding itself is asked. @throws Problem('binding.none'). */
export async function beginUnbind(
  services: Services,
  { session, account, isKnown }: Caller,
  bindingId: string,
): Promise<Challenge> {
  const binding = account.bindings.find(({ id }) => id === bindingId)
  if (!binding) throw new Problem('binding.none')
  const begin = {
    purpose: 'unbind' as const,
    target: binding.kind,
    bindingId,
    offered: [binding.kind],
    isKnownBrowser: isKnown,
  }
  return put(services, session, newChallenge(services, services.now(), begin))
}

/**
 * A new QR. One write: a new ticket while nobody has scanned; otherwise a challenge of the same purpose in place of the old one, its life and
 * its spent tries kept. The timer may do it limits.ticketRenewalsByTimer times, then it takes a click.
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
  const { purpose, target, bindingId, offered, isKnownBrowser } = challenge
  const begin = { purpose, target, bindingId, offered, isKnownBrowser, before: challenge }
  return put(services, session, newChallenge(services, now, begin))
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

/** Gives up a bind or unbind; a sign-in is given up by signing out. One write. */
export async function dropChallenge(services: Services, { session }: Caller): Promise<Session> {
  const { challenge } = session
  if (!challenge || challenge.purpose === 'login') throw new Problem('challenge.none')
  const event = auditEvent(services.now(), {
    type: 'change.refused',
    outcome: 'refused',
    accountId: session.accountId,
    actor: 'browser',
    kind: challenge.target,
    browser: session.browser,
    detail: 'cancelled',
  })
  const dropped = await services.sessions.dropChallenge(session.id, challenge.id, event)
  if (!dropped) throw new Problem('challenge.replaced')
  return dropped
}
