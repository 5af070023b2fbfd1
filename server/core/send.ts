import type { DeliveryState, FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import { provingBindings, type Binding } from './account.ts'
import { auditEvent, type AuditEvent } from './audit.ts'
import { openBinding, toolsFor } from './binding.ts'
import { askOf, later, type Challenge } from './challenge.ts'
import { codeMail } from './mails.ts'
import { draftOf } from './draft.ts'
import type { Delivery } from './outbound.ts'
import { Problem } from './problem.ts'
import { targetOf } from './scan.ts'
import { liveChallenge, type Caller } from './second-step.ts'
import { spendSend, type Reach } from './send-budget.ts'
import type { Services } from './services.ts'

/**
 * Sends a code. Database writes:
 *  1. the code's keyed hash and its time, on the challenge (for a new binding its draft too); not within limits.resendAfter of the last one. A kill
 *     after it: the page says 没有收到验证码？ and sends again after that time. The older code is good no more; tries are kept (P02).
 *  2. the budgets (spec R6). A kill after them: one send fewer. When they refuse: the code before it is put back, and counts again. A kill before
 *     that: a new code is asked for after limits.resendAfter.
 *  3. after the provider's answer: what became of the message, and its event in the outbox. A kill before it: the page goes on saying that it is on
 *     its way, and the trail has no line of it.
 * Answers no sooner than settings.sendAnswersMs, so that a message that was held back looks like one that left (P08).
 * A message whose end is not known is not sent again by itself.
 * @throws Problem('method.not-offered' | 'throttle.wait' | 'send.limit' | 'address.*' | 'number.*' | 'challenge.*').
 */
export async function sendCode(
  services: Services,
  caller: Caller,
  given: { challenge: string; kind: FactorKind; target?: string },
): Promise<Challenge> {
  const { session, account } = caller
  const challenge = liveChallenge(services, session, given.challenge)
  const factor = services.factors[given.kind]
  const isOffered = challenge.offered.includes(given.kind) && factor?.prompts[askOf(challenge)].includes('code')
  if (!factor?.issue || !factor.reach || !factor.via || !isOffered) throw new Problem('method.not-offered')
  const binding = bindingFor(services, caller, challenge, given)
  const fields = openBinding(services.keys, factor, account.id, binding)
  const reach = { via: factor.via, to: factor.reach(fields) }
  const issued = factor.issue(fields, toolsFor(services, account, challenge, given.kind))
  const at = services.now()
  const put = await services.sessions.putSent(
    targetOf(session, challenge, at),
    given.kind,
    { state: issued.state, at, until: later(at, limits.sentCodeLife), delivery: 'sending' },
    challenge.stage === 'bind' ? binding : challenge.draft,
    later(at, -limits.resendAfter),
  )
  if (!put?.challenge) return refuseSend(services, caller, challenge, given.kind)
  const spent = await spendOrTakeBack(services, caller, challenge, { kind: given.kind, at, reach })
  const [fate] = await Promise.all([
    spent === 'suppressed' ? spent : deliver(services, challenge, reach, issued.code),
    new Promise((resolve) => setTimeout(resolve, services.settings.sendAnswersMs)),
  ])
  const noted = await services.sessions.noteDelivery(
    targetOf(session, challenge, services.now()),
    given.kind,
    at,
    fate === 'suppressed' ? 'sent' : fate,
    sentEvent(services, caller, given.kind, fate),
  )
  return noted?.challenge ?? put.challenge
}

/** A send that the budgets refuse leaves the code before it, and what it was for, as they were. */
function spendOrTakeBack(
  services: Services,
  caller: Caller,
  challenge: Challenge,
  { kind, at, reach }: { kind: FactorKind; at: Date; reach: Reach },
) {
  return spendSend(services, caller, kind, reach).catch(async (refusal: unknown) => {
    const before = { sent: challenge.sent[kind] ?? null, draft: challenge.draft }
    await services.sessions.takeBackSent(targetOf(caller.session, challenge, at), kind, at, before)
    throw refusal
  })
}

const sentEvent = (services: Services, { session, account }: Caller, kind: FactorKind, detail: Fate): AuditEvent =>
  auditEvent(services.now(), {
    type: 'code.sent',
    outcome: detail === 'failed' ? 'failed' : 'ok',
    accountId: account.id,
    actor: 'browser',
    method: 'code',
    kind,
    browser: session.browser,
    detail,
  })

/** What is sent to: a binding of the account, or the new one with what was typed for it. */
function bindingFor(
  services: Services,
  { account }: Caller,
  challenge: Challenge,
  { kind, target }: { kind: FactorKind; target?: string },
): Binding {
  if (challenge.stage === 'prove') {
    const binding = provingBindings(account, services.now()).find((one) => one.kind === kind)
    if (!binding) throw new Problem('method.not-offered')
    return binding
  }
  const draft = target === undefined ? challenge.draft : draftOf(services, account, challenge, target)
  if (!draft) throw new Problem('request.invalid', { fields: ['target'] })
  return draft
}

/** Why a code was not put: another is too young, or the challenge is over. */
async function refuseSend(services: Services, { session }: Caller, asked: Challenge, kind: FactorKind): Promise<never> {
  const found = await services.sessions.byId(session.id)
  const challenge = found ? liveChallenge(services, found, asked.id) : null
  const sent = challenge?.sent[kind]
  throw sent
    ? new Problem('throttle.wait', { retryAt: later(sent.at, limits.resendAfter) })
    : new Problem('challenge.over')
}

/** What the trail is told: of a message that was held back the truth. */
type Fate = DeliveryState | 'suppressed'

const states: Record<Delivery['is'], DeliveryState> = { sent: 'sent', refused: 'failed', unknown: 'unknown' }

async function deliver(services: Services, challenge: Challenge, reach: Reach, code: string): Promise<DeliveryState> {
  const { is } = await post(services, challenge, reach, code)
  return states[is]
}

async function post(
  { mailer, texter, settings }: Services,
  { purpose }: Challenge,
  reach: Reach,
  code: string,
): Promise<Delivery> {
  if (reach.via === 'sms')
    return (await texter?.send({ template: 'code', number: reach.to, value: code })) ?? { is: 'refused', why: 'down' }
  const mail = codeMail({ to: reach.to, code, purpose, branding: settings.branding })
  return (await mailer?.send(mail)) ?? { is: 'refused', why: 'down' }
}
