import { limits } from '../../shared/limits.ts'
import type { Account, Binding } from './account.ts'
import { auditEvent } from './audit.ts'
import { boundWith, closeBinding, type OpenBinding } from './binding.ts'
import { later, matchNumber, type Challenge } from './challenge.ts'
import { isSame } from './keys.ts'
import { outcomes } from './outcomes.ts'
import { Problem } from './problem.ts'
import { nextToken } from './rotating-token.ts'
import { targetOf } from './scan.ts'
import { liveChallenge, type Caller, type Raised } from './second-step.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'

/**
 * The browser finishes what the phone approved. Database writes, in this order:
 *  1. match (a number, or a change of factors): the two digits were right, once; a change is not refused after it. A wrong number denies the challenge
 *     instead. A kill after it: the page redeems again, no digits asked.
 *  2. change (bind, unbind): the account, on its revision. A kill after it: the binding is there or gone; redeeming again finds its id and goes on.
 *  3. grant: challenge redeemed, session raised, new token, events in the outbox. A kill after it: the old cookie still works until the new one was seen.
 * Success is told only by the winning grant.
 * @throws Problem('challenge.*' | 'number.wrong' | 'account.changed' | 'scan.not-bound').
 */
export async function redeem(
  services: Services,
  caller: Caller,
  given: { challenge: string; number?: string },
): Promise<Raised> {
  const { session, account } = caller
  const challenge = liveChallenge(services, session, given.challenge)
  if (challenge.status !== 'approved' || !challenge.scan) throw new Problem('challenge.not-approved')
  if (challenge.scan.until <= services.now()) throw new Problem('challenge.expired')
  if (challenge.purpose === 'rebind') throw new Problem('method.not-offered')
  const isOneWrite = challenge.purpose === 'login' && !challenge.needsNumber
  if (!isOneWrite && !challenge.isMatched) await matchOnce(services, session, challenge, given.number)
  const now = services.now()
  const proof = {
    method: 'scan' as const,
    now,
    mark: challenge.scan.mark,
    binding: newBinding(services, account, challenge, now),
  }
  const outcome = outcomes[challenge.purpose](account, session, challenge, proof)
  const changed = outcome.account ? await change(services, account, challenge, outcome.account, outcome.tell) : account
  const { text, token } = nextToken(services.keys, 'session', session.id, session.token, now)
  const granted = await services.sessions.grant(targetOf(session, challenge, now), 'redeem', {
    raise: { ...outcome.session, rev: changed.rev },
    token,
    expiresAt: later(now, limits.sessionLife),
    events: outcome.account ? [] : outcome.tell,
  })
  if (!granted) throw new Problem('challenge.over')
  return { session: granted, account: changed, cookie: text }
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

/** What the phone proved, checked again now: bound to the account (sign-in, unbind), or the binding it becomes (bind). */
function newBinding(services: Services, account: Account, challenge: Challenge, now: Date): Binding | undefined {
  const factor = services.factors.wechat
  if (!factor) throw new Problem('factor.unavailable')
  const openid = services.keys.open(['scan', challenge.id, challenge.scan!.id], challenge.scan!.sealed)
  if (challenge.purpose !== 'bind') {
    const isDone = challenge.purpose === 'unbind' && !account.bindings.some(({ id }) => id === challenge.bindingId)
    if (!isDone && !boundWith(account, 'wechat', services.keys.macs('binding', 'wechat', openid)))
      throw new Problem('scan.not-bound')
    return undefined
  }
  const fields = factor.verify({}, { by: 'phone', openid }, { now, random: services.keys.random })
  return closeBinding(services.keys, factor, account.id, challenge.bindingId ?? '', fields as OpenBinding, now)
}

type Change = Parameters<Services['accounts']['change']>[2]
type Events = Parameters<Services['accounts']['change']>[3]

async function change(
  services: Services,
  account: Account,
  challenge: Challenge,
  wanted: Change,
  events: Events,
): Promise<Account> {
  const isThere = account.bindings.some(({ id }) => id === challenge.bindingId)
  // A crash after this very change: the ids say that it was made.
  if (isThere === (wanted.add !== undefined)) return account
  if (wanted.add && account.bindings.some(({ kind }) => kind === wanted.add!.kind)) throw new Problem('binding.exists')
  const changed = await services.accounts.change(account.id, account.rev, wanted, events)
  if (!changed) throw new Problem('account.changed')
  return changed
}
