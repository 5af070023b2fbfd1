import { hasFactor, type Account } from './account.ts'
import { isSignedIn, type Session } from './session.ts'

/** Authentication context classes of REFEDS, which universities agree on: a factor was proved in this session, or not. */
export const acrs = { mfa: 'https://refeds.org/profile/mfa', sfa: 'https://refeds.org/profile/sfa' } as const
export type Acr = (typeof acrs)[keyof typeof acrs]

/** What a client asks for beyond somebody who is signed in (RFC 9470, OpenID Connect Core §3.1.2.1). */
export interface Demand {
  /** max_age, prompt=login: a proof at or after this time. */
  notBefore: Date | null
  /** acr_values and claims: one of these. Those that are no business of ours cannot be met. */
  acrs: readonly string[]
  /** The client takes nothing else. */
  isEssential: boolean
  /** It asks for this account, and no other. */
  subs: readonly unknown[]
}

/** A trusted device excuses from the second step; it proves nothing (spec R18). */
export const acrOf = ({ provedAt }: Pick<Session, 'provedAt'>): Acr => (provedAt === null ? acrs.sfa : acrs.mfa)

/** The last time that somebody proved something here. */
export const authTimeOf = ({ provedAt, createdAt }: Pick<Session, 'provedAt' | 'createdAt'>) => provedAt ?? createdAt

/** RFC 8176: a scan is another channel than the browser's, a typed code is one-time. */
const methods: Record<string, string> = { scan: 'mca', code: 'otp' }

export const amrOf = ({ amr, provedAt }: Pick<Session, 'amr' | 'provedAt'>): string[] => [
  ...new Set([...amr.map((method) => methods[method] ?? method), ...(provedAt === null ? [] : ['mfa'])]),
]

/** go: nothing is left to prove. prove: a factor once more. sign-in: from the beginning. unmet: this account cannot. another: somebody else is here. */
export type NextStep = 'go' | 'prove' | 'sign-in' | 'unmet' | 'another'

export function nextStep(
  session: Session,
  account: Account,
  { notBefore, acrs: wanted, isEssential, subs }: Demand,
): NextStep {
  if (!isSignedIn(session, account)) return 'sign-in'
  if (subs.some((sub) => sub !== account.id)) return 'another'
  const again = hasFactor(account) ? 'prove' : 'sign-in'
  if (notBefore && authTimeOf(session) < notBefore) return again
  if (wanted.length === 0 || wanted.includes(acrOf(session))) return 'go'
  const isWithinReach = hasFactor(account) && wanted.includes(acrs.mfa)
  if (isWithinReach) return 'prove'
  // A voluntary one that cannot be had is answered with what there is (Core §5.5.1.1).
  return isEssential ? 'unmet' : 'go'
}
