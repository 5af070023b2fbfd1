import type { FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import { auditEvent, type AuditEvent } from './audit.ts'
import { spendFailureNotice } from './budget.ts'
import { withChannels } from './channels.ts'
import type { Challenge } from './challenge.ts'
import { Problem } from './problem.ts'
import { targetOf } from './scan.ts'
import type { Caller } from './second-step.ts'
import type { Services } from './services.ts'
import { countFailure, latestOf, restKey, type Attempt } from './throttle.ts'

/**
 * A wrong typed code. Database writes:
 *  1. a try spent (only while the factor does not rest). A kill after it: the try is spent, not counted twice.
 *  2. counters. A kill after it: who comes later meets the rest in the counters.
 *  3. when they begin a rest: the rest on the account, with the event that tells the owner that the password is known, at most so often.
 *  4. one audit line.
 * @throws Problem('throttle.wait' | 'code.wrong').
 */
export async function refuseGuess(
  services: Services,
  caller: Caller,
  challenge: Challenge,
  attempt: Attempt,
): Promise<never> {
  const { session } = caller
  const kind = attempt.what as FactorKind
  const counted = await services.sessions.spendTry(targetOf(session, challenge, services.now()), kind)
  const guesses = (counted ?? (await services.sessions.byId(session.id)))?.challenge?.guesses[kind]
  if (!counted) throw new Problem('throttle.wait', guesses?.until ? { retryAt: guesses.until } : {})
  const { retryAt: rest, isLate } = await countFailure(services, attempt)
  if (!isLate) await noteFailure(services, caller, challenge, attempt, rest)
  const retryAt = latestOf([rest, guesses?.until], services.now())
  if (retryAt) throw new Problem('throttle.wait', { retryAt })
  throw new Problem('code.wrong', { triesLeft: limits.triesBeforeRest - (guesses?.tries ?? 0) })
}

async function noteFailure(
  services: Services,
  caller: Caller,
  challenge: Challenge,
  attempt: Attempt,
  rest: Date | null,
): Promise<void> {
  const event = failure(services, caller, challenge, attempt.what as FactorKind)
  if (rest) {
    const isTold = challenge.purpose === 'login' && (await spendFailureNotice(services, caller.account.id))
    const events = isTold ? [withChannels(services, event, caller.account)] : []
    await services.accounts.rest(caller.account.id, { key: restKey(services.keys, attempt), until: rest }, events)
    if (isTold) return
  }
  await services.audit.append([event])
}

const failure = (services: Services, { session }: Caller, { purpose }: Challenge, kind: FactorKind): AuditEvent =>
  auditEvent(services.now(), {
    type: purpose === 'login' ? 'login.failed' : 'change.refused',
    outcome: 'failed',
    accountId: session.accountId,
    actor: 'browser',
    method: 'code',
    kind,
    browser: session.browser,
    ...(purpose !== 'login' && { detail: 'wrong-code' }),
  })
