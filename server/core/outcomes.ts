import { factors as catalogue, type FactorKind, type Purpose } from '../../shared/factors.ts'
import { bindingOf, isLastFactor, type Account, type AccountChange, type Binding } from './account.ts'
import { auditEvent, type AuditEvent, type AuditType } from './audit.ts'
import type { Challenge } from './challenge.ts'
import type { Raise, Session } from './session.ts'

/** How something was proved, and what the change needs: `binding` is the new one (stage bind). */
export interface Proof {
  method: 'scan' | 'code'
  kind: FactorKind
  now: Date
  binding?: Binding
  mark: string | null
}

interface Outcome {
  account?: AccountChange
  session: Raise
  tell: AuditEvent[]
}

const told = (session: Session, challenge: Challenge, proof: Proof, type: AuditType) =>
  auditEvent(proof.now, {
    type,
    outcome: 'ok',
    accountId: session.accountId,
    actor: 'browser',
    method: proof.method,
    kind: challenge.target ?? proof.kind,
    mark: proof.mark,
    browser: session.browser,
  })

/** A recovery code lets in, but it is no proof for a change (spec R18). */
const raised = ({ method, kind, now }: Proof): Raise => ({
  aal: 2,
  amr: method,
  ...(catalogue[kind].countsAsFactor && { provedAt: now }),
})

/** The help desk's code goes when a real factor comes: the new one takes its place, so that there is never a moment without. */
function added(account: Account, binding: Binding): AccountChange {
  const stopgap = bindingOf(account, 'helpdesk')
  return stopgap ? { replace: { id: stopgap.id, with: binding } } : { add: binding }
}

/** The first factor ends a call to enrol; with the password that has to be changed nothing is bound. */
const enrolled = ({ enrol }: Session): AccountChange => ({ enrolFor: enrol, enrol: null })

/** What depends on a factor goes with the last one. */
const removed = (account: Account, id: string): string[] =>
  isLastFactor(account, id) ? account.bindings.map((binding) => binding.id) : [id]

/** The only place where purposes differ in what they do. */
export const outcomes: Record<
  Purpose,
  (account: Account, session: Session, challenge: Challenge, proof: Proof) => Outcome
> = {
  login: (_, session, challenge, proof) => ({
    session: raised(proof),
    tell: [told(session, challenge, proof, 'login.succeeded')],
  }),
  prove: (_, session, challenge, proof) => ({
    session: raised(proof),
    tell: [told(session, challenge, proof, 'proof.given')],
  }),
  bind: (account, session, challenge, proof) => ({
    account: { ...added(account, proof.binding!), endDevices: true, notFrozenAt: proof.now, ...enrolled(session) },
    session: raised(proof),
    tell: [told(session, challenge, proof, 'factor.bound')],
  }),
  // The proof is good for this one change: provedAt stays.
  unbind: (account, session, challenge, proof) => ({
    account: {
      remove: removed(account, challenge.bindingId ?? ''),
      endSessions: { keep: session.id },
      endDevices: true,
      notFrozenAt: proof.now,
    },
    session: {},
    tell: [told(session, challenge, proof, 'factor.unbound')],
  }),
  rebind: (_, session, challenge, proof) => ({
    account: {
      replace: { id: challenge.replaces ?? '', with: proof.binding! },
      endSessions: { keep: session.id },
      endDevices: true,
      notFrozenAt: proof.now,
    },
    session: raised(proof),
    tell: [told(session, challenge, proof, 'factor.changed')],
  }),
}
