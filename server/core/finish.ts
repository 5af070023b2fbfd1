import { limits } from '../../shared/limits.ts'
import { hasFactor, isFrozen, type Account, type AccountChange } from './account.ts'
import { auditEvent, type OutboxEvent } from './audit.ts'
import { newBindingId } from './binding.ts'
import { later, newChallenge, type Challenge } from './challenge.ts'
import { withChannels } from './channels.ts'
import { withDraft } from './draft.ts'
import { endingOfFirst } from './mail-sessions.ts'
import { outcomes, type Proof } from './outcomes.ts'
import { Problem } from './problem.ts'
import { nextToken } from './rotating-token.ts'
import { targetOf } from './scan.ts'
import type { Caller, Raised } from './second-step.ts'
import type { Services } from './services.ts'
import { enrolmentOf } from './session.ts'
import type { Guess } from './stores.ts'
import { trustBrowser } from './trust.ts'

/**
 * What a proof does, however it was given. Database writes:
 *  1. change (bind, unbind, rebind): the account, on its revision, devices ended and the event with its channels in the outbox. A kill after it:
 *     the binding is there or gone; finishing again finds its id and goes on.
 *  2. grant: challenge redeemed, session raised, new token; for a sign-in its event. A kill after it: the old cookie works until the new one was seen.
 *  3. trust (sign-in, when asked for): the browser, on the account. A kill before it: signed in, and asked again next time.
 * Success is told only by the winning grant.
 * @param guess set for a typed code at sign-in or for a proof, which no write has claimed before.
 * @throws Problem('challenge.over' | 'account.changed' | 'account.frozen' | 'enrolment.password' | 'binding.*').
 */
export async function finish(
  services: Services,
  { session, account }: Caller,
  challenge: Challenge,
  proof: Proof,
  guess?: Guess,
): Promise<Raised> {
  const outcome = outcomes[challenge.purpose](account, session, challenge, proof)
  const changed = outcome.account
    ? await change(services, { session, account }, challenge, outcome.account, outcome.tell)
    : account
  const { text, token } = nextToken(services.keys, 'session', session.id, session.token, proof.now)
  const granted = await services.sessions.grant(targetOf(session, challenge, proof.now), guess ? 'guess' : 'redeem', {
    raise: { ...outcome.session, rev: changed.rev },
    token,
    expiresAt: later(proof.now, limits.sessionLife),
    events: outcome.account ? [] : outcome.tell,
    ...(guess && { guess }),
  })
  if (!granted) throw new Problem('challenge.over')
  const device = await trustBrowser(services, session, changed, challenge, proof)
  return { session: granted, account: changed, cookie: text, device }
}

/** A crash after this very change is seen by the ids: it was made. */
const isMade = (account: Account, { add, replace, remove }: AccountChange) => {
  const ids = account.bindings.map(({ id }) => id)
  const wanted = add?.id ?? replace?.with.id
  return wanted === undefined ? !remove!.some((id) => ids.includes(id)) : ids.includes(wanted)
}

async function change(
  services: Services,
  { session, account }: Pick<Caller, 'session' | 'account'>,
  challenge: Challenge,
  wanted: AccountChange,
  events: OutboxEvent[],
): Promise<Account> {
  if (isMade(account, wanted)) return account
  if (isFrozen(account, services.now())) throw new Problem('account.frozen', { retryAt: account.frozenUntil! })
  const added = wanted.add ?? (challenge.purpose === 'bind' ? wanted.replace?.with : undefined)
  if (added && account.bindings.some(({ kind }) => kind === added.kind)) throw new Problem('binding.exists')
  const isGone = challenge.replaces !== null && !account.bindings.some(({ id }) => id === challenge.replaces)
  if (isGone) throw new Problem('binding.none')
  const told = events.map((event) => ({
    ...withChannels(services, event, account, wanted.add ?? wanted.replace?.with),
    ...(added && !hasFactor(account) && endingOfFirst(account, services.now())),
  }))
  const changed = await services.accounts.change(account.id, account.rev, wanted, told)
  if (!changed)
    throw new Problem(enrolmentOf(session, account) === 'change-password' ? 'enrolment.password' : 'account.changed')
  return changed
}

/**
 * rebind, the old side proved: one write puts the challenge for the new binding in this one's place, so that the proof is good for this one change
 * only (Q23). A kill after it: the page asks for the challenge and goes on with the new binding.
 */
export async function advance(
  services: Services,
  { session, account, isKnown }: Caller,
  challenge: Challenge,
  proof: Proof,
  guess?: Guess,
): Promise<Raised> {
  const next = newBindingChallenge(services, account, challenge, proof.now, isKnown)
  const event = auditEvent(proof.now, {
    type: 'proof.given',
    outcome: 'ok',
    accountId: account.id,
    actor: 'browser',
    method: proof.method,
    kind: proof.kind,
    mark: proof.mark,
    browser: session.browser,
    detail: 'rebind',
  })
  const moved = await services.sessions.advance(targetOf(session, challenge, proof.now), guess ?? 'redeem', next, event)
  if (!moved) throw new Problem('challenge.over')
  return { session: moved, account, cookie: null, device: null }
}

function newBindingChallenge(
  services: Services,
  account: Account,
  { target, replaces }: Challenge,
  now: Date,
  isKnownBrowser: boolean,
): Challenge {
  if (target === null || replaces === null) throw new Problem('method.not-offered')
  return withDraft(
    services,
    account,
    newChallenge(services, now, {
      purpose: 'rebind',
      stage: 'bind',
      target,
      bindingId: newBindingId(),
      replaces,
      offered: [target],
      isKnownBrowser,
    }),
  )
}
