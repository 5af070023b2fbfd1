import type { FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import { bindingOf, type Account } from './account.ts'
import { auditEvent } from './audit.ts'
import { openBinding, type OpenBinding } from './binding.ts'
import { later, type Challenge } from './challenge.ts'
import { outcomes } from './outcomes.ts'
import { Problem } from './problem.ts'
import { nextToken } from './rotating-token.ts'
import { targetOf } from './scan.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'
import { checkThrottle, countFailure, latestOf, restKey, type Attempt } from './throttle.ts'

/** A browser with its session, its account, and whether it signed in to this account before. */
export interface Caller {
  session: Session
  account: Account
  isKnown: boolean
}

export interface Raised {
  session: Session
  account: Account
  /** The text of the new cookie. */
  cookie: string
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

/** Full-width digits, spaces and dashes are what phones and input methods add. @throws Problem('request.invalid'). */
export function foldCode(typed: string): string {
  const code = typed.normalize('NFKC').replace(/[\s\-‐-―]/g, '')
  if (!new RegExp(`^\\d{${limits.codeDigits}}$`).test(code)) throw new Problem('request.invalid', { fields: ['code'] })
  return code
}

/**
 * A typed code at sign-in. Compared in memory first, then written:
 *  wrong: 1. a try spent (only while the factor does not rest); 2. counters; 3. when they begin a rest, the rest on the account; 4. one audit line.
 *            A kill after 1: the try is spent, not counted twice. After 2: who comes later meets the rest in the counters.
 *  right: 1. consume: the step, on the account, unless a rest was noted there. A kill after it costs one more code.
 *         2. after a wrong one only: its counters are cleared. A kill after it costs one more code.
 *         3. grant: challenge redeemed, session raised, new token, event in the outbox. A kill after it: the page asks GET /api/session
 *            with its old cookie and is signed in.
 * @throws Problem('code.wrong' | 'code.used' | 'throttle.wait' | 'method.*' | 'challenge.*').
 */
export async function guess(
  services: Services,
  caller: Caller,
  given: { challenge: string; kind: FactorKind; code: string },
): Promise<Raised> {
  const { session, account } = caller
  const challenge = liveChallenge(services, session, given.challenge)
  const factor = services.factors[given.kind]
  const binding = bindingOf(account, given.kind)
  const isOffered = challenge.offered.includes(given.kind) && factor?.prompts[challenge.purpose].includes('code')
  if (!factor || !binding || !isOffered) throw new Problem('method.not-offered')
  const code = foldCode(given.code)
  const rest = latestOf([challenge.guesses[given.kind]?.until], services.now())
  if (rest) throw new Problem('throttle.wait', { retryAt: rest })
  const attempt: Attempt = { what: given.kind, subject: account.id, browser: session.browser, isKnown: caller.isKnown }
  const toClear = await checkThrottle(services, attempt)
  const fields = openBinding(services.keys, factor, account.id, binding)
  const verdict = factor.verify(fields, { by: 'browser', code }, { now: services.now(), random: services.keys.random })
  if (verdict === undefined) return refuseGuess(services, session, challenge, attempt)
  if (verdict === 'used') throw new Problem('code.used')
  const step = { bindingId: binding.id, step: (verdict as OpenBinding).step ?? 0, now: services.now() }
  const spent = await services.accounts.consume(account.id, step, [restKey(services.keys, attempt)])
  if (!spent) return refuseSpent(services, attempt)
  if (toClear.length > 0) await services.counters.clear(toClear)
  return grantLogin(services, session, spent, challenge, given.kind)
}

/** Of many codes at once over many sessions, a right one that comes after the fifth wrong one is not taken: its factor rests by then. */
async function refuseSpent(services: Services, attempt: Attempt): Promise<never> {
  await checkThrottle(services, attempt)
  throw new Problem('code.used')
}

async function refuseGuess(
  services: Services,
  session: Session,
  challenge: Challenge,
  attempt: Attempt,
): Promise<never> {
  const kind = attempt.what as FactorKind
  const counted = await services.sessions.spendTry(targetOf(session, challenge, services.now()), kind)
  const guesses = (counted ?? (await services.sessions.byId(session.id)))?.challenge?.guesses[kind]
  if (!counted) throw new Problem('throttle.wait', guesses?.until ? { retryAt: guesses.until } : {})
  const { retryAt: rest, isLate } = await countFailure(services, attempt)
  if (rest && !isLate)
    await services.accounts.rest(session.accountId, { key: restKey(services.keys, attempt), until: rest })
  const retryAt = latestOf([rest, guesses?.until], services.now())
  if (!isLate) {
    await services.audit.append([
      auditEvent(services.now(), {
        type: 'login.failed',
        outcome: 'failed',
        accountId: session.accountId,
        actor: 'browser',
        method: 'code',
        kind,
        browser: session.browser,
      }),
    ])
  }
  if (retryAt) throw new Problem('throttle.wait', { retryAt })
  throw new Problem('code.wrong', { triesLeft: limits.triesBeforeRest - (guesses?.tries ?? 0) })
}

async function grantLogin(
  services: Services,
  session: Session,
  account: Account,
  challenge: Challenge,
  kind: FactorKind,
): Promise<Raised> {
  const now = services.now()
  const outcome = outcomes.login(account, session, challenge, { method: 'code', now, mark: null })
  const { text, token } = nextToken(services.keys, 'session', session.id, session.token, now)
  const granted = await services.sessions.grant(targetOf(session, challenge, now), 'guess', {
    raise: { ...outcome.session, rev: account.rev },
    token,
    expiresAt: later(now, limits.sessionLife),
    events: outcome.tell,
    kind,
  })
  if (!granted) throw new Problem('challenge.over')
  return { session: granted, account, cookie: text }
}
