// From a lean document to the domain's record: `_id` becomes `id`, fields that were never set become null.
import type { Account, Binding } from '../core/account.ts'
import type { AppPassword } from '../core/app-password.ts'
import type { AuditEvent } from '../core/audit.ts'
import type { Found, Seal } from '../core/audit-chain.ts'
import type { Challenge, Scan } from '../core/challenge.ts'
import type { RotatingToken } from '../core/rotating-token.ts'
import type { PhoneSession, Session } from '../core/session.ts'

// Lean documents carry only what was written; their static type is looser than what the schemas enforce.
type Lean = Record<string, never> & { _id: string }

const orNull = <T>(value: T | undefined | null): T | null => value ?? null

const toToken = (token: Partial<RotatingToken> & { mac: string }): RotatingToken => ({
  mac: token.mac,
  previous: orNull(token.previous),
  sealed: orNull(token.sealed),
  replacedAt: orNull(token.replacedAt),
})

const toBinding = (binding: Binding): Binding => ({
  ...binding,
  usedAt: orNull(binding.usedAt),
  mark: orNull(binding.mark),
})

const toAppPassword = (password: AppPassword): AppPassword => ({
  ...password,
  until: orNull(password.until),
  used: orNull(password.used),
})

export function toAccount(found: unknown): Account | null {
  if (!found) return null
  const { _id, bindings, ended, ...rest } = found as Lean & Account & { _id: string }
  return {
    ...rest,
    id: _id,
    bindings: bindings.map(toBinding),
    // An account of before them has none.
    reports: (rest.reports ?? []).map((one) => ({ ...one, passwordMark: orNull(one.passwordMark) })),
    passwordMark: orNull(rest.passwordMark),
    enrol: rest.enrol ? { at: rest.enrol.at, passwordMark: orNull(rest.enrol.passwordMark) } : null,
    rests: rest.rests ?? [],
    devices: (rest.devices ?? []).map((one) => ({ ...one, token: toToken(one.token) })),
    appPasswords: (rest.appPasswords ?? []).map(toAppPassword),
    webmailTokens: rest.webmailTokens ?? [],
    frozenUntil: orNull(rest.frozenUntil),
    frozenBy: rest.frozenBy ?? [],
    ended: ended ? { rev: ended.rev, keep: orNull(ended.keep) } : null,
  }
}

const toScan = (scan: Scan): Scan => ({ ...scan, doubts: scan.doubts ?? [], trust: scan.trust ?? false })

const toChallenge = (challenge: Challenge): Challenge => ({
  ...challenge,
  target: orNull(challenge.target),
  bindingId: orNull(challenge.bindingId),
  // A challenge of before them has none, and is asked as it was begun.
  stage: challenge.stage ?? (challenge.purpose === 'bind' ? 'bind' : 'prove'),
  replaces: orNull(challenge.replaces),
  draft: challenge.draft ? toBinding(challenge.draft) : null,
  // One that was taken back is null.
  sent: Object.fromEntries(Object.entries(challenge.sent ?? {}).filter(([, sent]) => sent)),
  wantsTrust: challenge.wantsTrust ?? false,
  typed: orNull(challenge.typed),
  denial: orNull(challenge.denial),
  ticket: orNull(challenge.ticket),
  scan: challenge.scan ? toScan(challenge.scan) : null,
  isKnownBrowser: challenge.isKnownBrowser ?? false,
  guesses: challenge.guesses ?? {},
})

export function toSession(found: unknown): Session | null {
  if (!found) return null
  const { _id, token, challenge, ...rest } = found as Session & { _id: string }
  return {
    ...rest,
    id: _id,
    token: toToken(token),
    challenge: challenge ? toChallenge(challenge) : null,
    provedAt: orNull(rest.provedAt),
    passwordMark: orNull(rest.passwordMark),
    enrol: orNull(rest.enrol),
    // A session of before them has none.
    clients: rest.clients ?? [],
  }
}

export function toPhone(found: unknown): PhoneSession | null {
  if (!found) return null
  const { _id, token, ...rest } = found as PhoneSession & { _id: string }
  return { ...rest, id: _id, token: toToken(token) }
}

export function toAudit(found: unknown): AuditEvent {
  const { _id, ...rest } = found as AuditEvent & { _id: string }
  return { ...rest, id: _id }
}

/** Exactly what is there, whoever wrote it. */
export function toFound(found: unknown): Found {
  const { _id, ...rest } = found as { _id: unknown }
  return { ...rest, id: _id }
}

export const toSeal = (found: unknown): Seal | null => (found ? (toFound(found) as unknown as Seal) : null)
