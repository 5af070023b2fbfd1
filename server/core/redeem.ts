import type { Account, Binding } from './account.ts'
import { auditEvent } from './audit.ts'
import { boundWith, closeBinding, toolsFor, type OpenBinding } from './binding.ts'
import { askOf, isForSession, isOldSide, matchNumber, type Challenge } from './challenge.ts'
import { advance, finish } from './finish.ts'
import { finishTyped } from './guess.ts'
import { isSame } from './keys.ts'
import type { Proof } from './outcomes.ts'
import { Problem } from './problem.ts'
import { targetOf } from './scan.ts'
import { liveChallenge, type Caller, type Raised } from './second-step.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'

/**
 * The browser finishes what the phone approved, or a typed code whose change was cut off. Database writes, in this order:
 *  1. match (a number, or a change of factors): the two digits were right, once; a change is not refused after it. A wrong number denies the challenge
 *     instead. A kill after it: the page redeems again, no digits asked.
 *  2. what finish writes (change, grant, trust), or advance (rebind, the old side).
 * Success is told only by the winning grant.
 * @throws Problem('challenge.*' | 'number.wrong' | 'account.*' | 'binding.*' | 'scan.not-bound').
 */
export async function redeem(
  services: Services,
  caller: Caller,
  given: { challenge: string; number?: string },
): Promise<Raised> {
  const { session, account } = caller
  const challenge = liveChallenge(services, session, given.challenge)
  if (challenge.status === 'approved' && challenge.typed) return finishTyped(services, caller, challenge)
  if (challenge.status !== 'approved' || !challenge.scan) throw new Problem('challenge.not-approved')
  const now = services.now()
  if (challenge.scan.until <= now) throw new Problem('challenge.expired')
  const isOneWrite = (isForSession(challenge) || isOldSide(challenge)) && !challenge.needsNumber
  if (!isOneWrite && !challenge.isMatched) await matchOnce(services, session, challenge, given.number)
  const proof: Proof = {
    method: 'scan',
    kind: 'wechat',
    now: services.now(),
    mark: challenge.scan.mark,
    binding: newBinding(services, account, challenge, now),
  }
  return isOldSide(challenge) ? advance(services, caller, challenge, proof) : finish(services, caller, challenge, proof)
}

/** One try: of a hundred numbers at once, and of a change and its refusal, the first write decides. An unbind asks for no number. */
async function matchOnce(
  services: Services,
  session: Session,
  challenge: Challenge,
  number: string | undefined,
): Promise<void> {
  if (challenge.needsNumber && number === undefined) throw new Problem('request.invalid', { fields: ['number'] })
  const target = targetOf(session, challenge, services.now())
  if (!challenge.needsNumber || isSame(number ?? '', matchNumber(services.keys, challenge))) {
    if (!(await services.sessions.match(target))) throw new Problem('challenge.over')
    return
  }
  const event = auditEvent(services.now(), {
    type: challenge.purpose === 'login' ? 'login.failed' : 'change.refused',
    outcome: 'failed',
    accountId: session.accountId,
    actor: 'browser',
    method: 'scan',
    kind: 'wechat',
    browser: session.browser,
    detail: 'wrong-number',
  })
  if (!(await services.sessions.deny(target, 'browser', 'wrong-number', event))) throw new Problem('challenge.over')
  throw new Problem('number.wrong')
}

/** What the phone proved, checked again now: bound to the account, or the binding it becomes. */
function newBinding(services: Services, account: Account, challenge: Challenge, now: Date): Binding | undefined {
  const factor = services.factors.wechat
  if (!factor) throw new Problem('factor.unavailable')
  const openid = services.keys.open(['scan', challenge.id, challenge.scan!.id], challenge.scan!.sealed)
  if (askOf(challenge) !== 'bind') {
    const isDone = challenge.purpose === 'unbind' && !account.bindings.some(({ id }) => id === challenge.bindingId)
    if (!isDone && !boundWith(account, 'wechat', services.keys.macs('binding', 'wechat', openid)))
      throw new Problem('scan.not-bound')
    return undefined
  }
  const tools = toolsFor(services, account, challenge, 'wechat')
  const verified = factor.verify({}, null, { by: 'phone', openid }, tools)
  const fields = (verified as { binding: OpenBinding }).binding
  return closeBinding(services.keys, factor, account.id, challenge.bindingId ?? '', fields, now)
}
