import type { Purpose } from '../../shared/factors.ts'
import type { Account, AccountChange, Binding } from './account.ts'
import { auditEvent, type AuditEvent } from './audit.ts'
import type { Challenge } from './challenge.ts'
import type { Raise, Session } from './session.ts'

/** What was proved, and what the change needs. `binding` is the new one (bind), `method` how it was proved. */
export interface Proof {
  method: 'scan' | 'code'
  now: Date
  binding?: Binding
  mark: string | null
}

interface Outcome {
  account?: AccountChange
  session: Raise
  tell: AuditEvent[]
}

const told = (session: Session, challenge: Challenge, proof: Proof, type: AuditEvent['type']) =>
  auditEvent(proof.now, {
    type,
    outcome: 'ok',
    accountId: session.accountId,
    actor: 'browser',
    method: proof.method,
    kind: challenge.target ?? 'wechat',
    mark: proof.mark,
    browser: session.browser,
  })

/** The only place where purposes differ in what they do. */
export const outcomes: Record<
  Exclude<Purpose, 'rebind'>,
  (account: Account, session: Session, challenge: Challenge, proof: Proof) => Outcome
> = {
  login: (_, session, challenge, proof) => ({
    session: { aal: 2, amr: proof.method, provedAt: proof.now },
    tell: [told(session, challenge, proof, 'login.succeeded')],
  }),
  bind: (_, session, challenge, proof) => ({
    account: { add: proof.binding },
    session: { aal: 2, amr: proof.method, provedAt: proof.now },
    tell: [told(session, challenge, proof, 'factor.bound')],
  }),
  // The proof is good for this one change: provedAt stays.
  unbind: (_, session, challenge, proof) => ({
    account: { remove: challenge.bindingId ?? undefined, endSessions: { keep: session.id } },
    session: {},
    tell: [told(session, challenge, proof, 'factor.unbound')],
  }),
}
