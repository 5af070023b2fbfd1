import { factors as catalogue, type FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import { isFrozen, provingBindings, type Account, type Binding } from './account.ts'
import { auditEvent } from './audit.ts'
import { newBindingId } from './binding.ts'
import { newChallenge, type Begin, type Challenge } from './challenge.ts'
import { withDraft } from './draft.ts'
import { Problem } from './problem.ts'
import type { Caller } from './second-step.ts'
import type { Services } from './services.ts'
import { enrolmentOf, type Session } from './session.ts'

/** Replaces whatever challenge the session had: one write. A kill after it: the page asks for the challenge and goes on. */
export async function putChallenge(services: Services, session: Session, challenge: Challenge): Promise<Challenge> {
  const written = await services.sessions.putChallenge(session.id, session.challenge?.id ?? null, challenge)
  if (!written?.challenge) throw new Problem('challenge.replaced')
  return written.challenge
}

/** @throws Problem('account.frozen') after 不是我 in a notice. */
export function checkFrozen({ now }: Pick<Services, 'now'>, account: Account): void {
  if (isFrozen(account, now())) throw new Problem('account.frozen', { retryAt: account.frozenUntil! })
}

const begin = (services: Services, { session, account, isKnown }: Caller, wanted: Omit<Begin, 'isKnownBrowser'>) =>
  putChallenge(
    services,
    session,
    withDraft(services, account, newChallenge(services, services.now(), { ...wanted, isKnownBrowser: isKnown })),
  )

/** Begins to bind. @throws Problem('factor.unavailable' | 'binding.exists' | 'account.frozen' | 'enrolment.password'). */
export async function beginBind(services: Services, caller: Caller, kind: FactorKind): Promise<Challenge> {
  if (!services.factors[kind] || !catalogue[kind].isMethod) throw new Problem('factor.unavailable')
  checkFrozen(services, caller.account)
  if (enrolmentOf(caller.session, caller.account) === 'change-password') throw new Problem('enrolment.password')
  const held = caller.account.bindings.filter((binding) => binding.kind === kind)
  if (held.length >= limits.bindingsPerKind) throw new Problem('binding.exists')
  return begin(services, caller, {
    purpose: 'bind',
    stage: 'bind',
    target: kind,
    bindingId: newBindingId(),
    offered: [kind],
  })
}

/** Everything that may prove a change of this binding, the binding itself first (guide, part 3: 登录、解绑等操作时可任选其一). */
function proversOf(services: Services, account: Account, purpose: 'unbind' | 'rebind' | 'prove', first?: Binding) {
  const kinds = provingBindings(account, services.now())
    .map(({ kind }) => kind)
    .filter((kind) => (services.factors[kind]?.prompts[purpose].length ?? 0) > 0)
  return first
    ? [...kinds.filter((kind) => kind === first.kind), ...kinds.filter((kind) => kind !== first.kind)]
    : kinds
}

function boundMethod({ account }: Caller, bindingId: string): Binding {
  const binding = account.bindings.find(({ id, kind }) => id === bindingId && catalogue[kind].isMethod)
  if (!binding) throw new Problem('binding.none')
  return binding
}

/** Begins to unbind: the binding itself is asked, or any other. @throws Problem('binding.none' | 'account.frozen'). */
export async function beginUnbind(services: Services, caller: Caller, bindingId: string): Promise<Challenge> {
  const binding = boundMethod(caller, bindingId)
  checkFrozen(services, caller.account)
  return begin(services, caller, {
    purpose: 'unbind',
    stage: 'prove',
    target: binding.kind,
    bindingId,
    offered: proversOf(services, caller.account, 'unbind', binding),
  })
}

/** Begins to put another binding in this one's place: the old side is proved first. @throws Problem('binding.none' | 'account.frozen' | 'factor.unavailable'). */
export async function beginRebind(services: Services, caller: Caller, bindingId: string): Promise<Challenge> {
  const binding = boundMethod(caller, bindingId)
  if (!services.factors[binding.kind]) throw new Problem('factor.unavailable')
  checkFrozen(services, caller.account)
  return begin(services, caller, {
    purpose: 'rebind',
    stage: 'prove',
    target: binding.kind,
    bindingId: null,
    replaces: bindingId,
    offered: proversOf(services, caller.account, 'rebind', binding),
  })
}

/** Begins a fresh proof (spec §4: ≤ 10 min old). @throws Problem('binding.none') when there is nothing to prove it with. */
export async function beginProof(services: Services, caller: Caller): Promise<Challenge> {
  const offered = proversOf(services, caller.account, 'prove')
  if (offered.length === 0) throw new Problem('binding.none')
  return begin(services, caller, { purpose: 'prove', stage: 'prove', target: null, bindingId: null, offered })
}

/** Gives up a change or a proof; a sign-in is given up by signing out. One write. */
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
