import type { FactorKind } from '../../shared/factors.ts'
import { provingBindings, type Binding } from './account.ts'
import { openBinding, toolsFor } from './binding.ts'
import { askOf, isForSession, isOldSide, type Challenge } from './challenge.ts'
import type { Factor } from './factor.ts'
import { advance, finish } from './finish.ts'
import type { Proof } from './outcomes.ts'
import { Problem } from './problem.ts'
import { refuseGuess } from './refuse-guess.ts'
import { targetOf } from './scan.ts'
import { liveChallenge, type Caller, type Raised } from './second-step.ts'
import type { Services } from './services.ts'
import type { Guess } from './stores.ts'
import { checkThrottle, latestOf, restKey, type Attempt } from './throttle.ts'
import { foldCode } from './typed-code.ts'

/** What a typed code is compared with. */
interface Asked {
  challenge: Challenge
  factor: Factor
  binding: Binding
  guess: Guess
}

/**
 * A typed code, for whatever purpose. Compared in memory first, then written:
 *  wrong: see refuseGuess.
 *  right: 1. consume, of a factor that can be used up (a step, a recovery code): on the account, unless a rest was noted there. A kill after it
 *            costs one more code. A sent code is used up by the next write.
 *         2. after a wrong one only: its counters are cleared. A kill after it costs one more code.
 *         3. sign-in, proof: grant (see finish). rebind, old side: advance. A change: claim, on the challenge, then what finish writes.
 *            A kill after a claim: the page redeems, and the change is made without another code.
 * @throws Problem('code.*' | 'throttle.wait' | 'method.*' | 'challenge.*' | 'account.*' | 'binding.*').
 */
export async function guess(
  services: Services,
  caller: Caller,
  given: { challenge: string; kind: FactorKind; code: string },
): Promise<Raised> {
  const { session, account } = caller
  const asked = whatIsAsked(services, caller, given)
  const { challenge, factor, binding } = asked
  const code = foldCode(given.kind, given.code)
  checkState(services, asked)
  const attempt: Attempt = { what: given.kind, subject: account.id, browser: session.browser, isKnown: caller.isKnown }
  const toClear = await checkThrottle(services, attempt)
  const fields = openBinding(services.keys, factor, account.id, binding)
  const tools = toolsFor(services, account, challenge, given.kind)
  const verdict = factor.verify(fields, asked.guess.sentState, { by: 'browser', code }, tools)
  if (verdict === undefined) return refuseGuess(services, caller, challenge, attempt)
  if (verdict === 'used') throw new Problem('code.used')
  const isBound = challenge.stage === 'prove'
  if (isBound && verdict.spent) {
    const spent = { bindingId: binding.id, what: verdict.spent, now: services.now() }
    const consumed = await services.accounts.consume(account.id, spent, [restKey(services.keys, attempt)])
    if (!consumed) return refuseSpent(services, attempt)
  }
  if (toClear.length > 0) await services.counters.clear(toClear)
  const step = verdict.spent && 'step' in verdict.spent ? verdict.spent.step : null
  return proceed(services, caller, asked, isBound ? null : step)
}

function whatIsAsked(services: Services, caller: Caller, given: { challenge: string; kind: FactorKind }): Asked {
  const { session, account } = caller
  const challenge = liveChallenge(services, session, given.challenge)
  const factor = services.factors[given.kind]
  const binding =
    challenge.stage === 'bind'
      ? challenge.draft
      : provingBindings(account, services.now()).find(({ kind }) => kind === given.kind)
  const isOffered = challenge.offered.includes(given.kind) && factor?.prompts[askOf(challenge)].includes('code')
  if (!factor || !isOffered) throw new Problem('method.not-offered')
  if (!binding) throw new Problem(challenge.stage === 'bind' ? 'code.none' : 'method.not-offered')
  return {
    challenge,
    factor,
    binding,
    guess: { kind: given.kind, sentState: challenge.sent[given.kind]?.state ?? null },
  }
}

/** @throws Problem('throttle.wait' | 'code.none' | 'code.expired'): nothing is compared. */
function checkState(services: Services, { challenge, factor, guess: { kind } }: Asked): void {
  const rest = latestOf([challenge.guesses[kind]?.until], services.now())
  if (rest) throw new Problem('throttle.wait', { retryAt: rest })
  if (!factor.issue) return
  const sent = challenge.sent[kind]
  if (!sent) throw new Problem('code.none')
  if (sent.until <= services.now()) throw new Problem('code.expired')
}

/** Of many codes at once over many sessions, a right one that comes after the fifth wrong one is not taken: its factor rests by then. */
async function refuseSpent(services: Services, attempt: Attempt): Promise<never> {
  await checkThrottle(services, attempt)
  throw new Problem('code.used')
}

/** @param step what a new binding has spent with its first code. */
async function proceed(services: Services, caller: Caller, asked: Asked, step: number | null): Promise<Raised> {
  const { challenge, guess: compared } = asked
  const now = services.now()
  const proof: Proof = { method: 'code', kind: compared.kind, now, mark: null }
  if (isForSession(challenge)) return finish(services, caller, challenge, proof, compared)
  if (isOldSide(challenge)) return advance(services, caller, challenge, proof, compared)
  const claimed = await services.sessions.claim(targetOf(caller.session, challenge, now), compared, step)
  if (!claimed?.challenge) throw new Problem('challenge.over')
  return finishTyped(services, { ...caller, session: claimed }, claimed.challenge)
}

/** A change whose code was right: made now, or once more after a crash. */
export function finishTyped(services: Services, caller: Caller, challenge: Challenge): Promise<Raised> {
  const now = services.now()
  const { draft, typed } = challenge
  return finish(services, caller, challenge, {
    method: 'code',
    kind: typed!,
    now,
    mark: null,
    ...(draft && { binding: { ...draft, boundAt: now } }),
  })
}
