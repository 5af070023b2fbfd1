// What a browser is told of the records: the contract's shapes, and nothing beyond them.
import type { Output } from '../../shared/api/contract.ts'
import { factors as catalogue, type FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import { bindingOf, hasFactor, isFrozen, isPasswordReported, type Account, type Binding } from './account.ts'
import { maskOf, openBinding } from './binding.ts'
import { askOf, later, matchNumber, stateEnd, type Challenge } from './challenge.ts'
import type { Browser } from './place.ts'
import type { Services } from './services.ts'
import { enrolmentOf, isSignedIn, provedUntil, type Session } from './session.ts'

export type SessionView = Output<'GET /api/session'>
export type ChallengeView = Output<'GET /api/challenge'>
export type ChallengeNews = Pick<ChallengeView, 'id' | 'status' | 'denial' | 'until' | 'strangers' | 'tickets' | 'now'>
type Prompt = ChallengeView['prompts'][number]
type Needs = Pick<Services, 'keys' | 'factors' | 'settings' | 'wechat' | 'now'>

const ticketText = ({ keys }: Pick<Services, 'keys'>, challenge: Challenge) =>
  challenge.ticket ? keys.open(['ticket', challenge.id], challenge.ticket.sealed) : null

export const challengeNews = ({ now }: Pick<Services, 'now'>, challenge: Challenge): ChallengeNews => ({
  id: challenge.id,
  status: challenge.status,
  denial: challenge.denial,
  until: stateEnd(challenge).toISOString(),
  strangers: challenge.strangers,
  tickets: challenge.ticket?.ordinal ?? 0,
  now: now().toISOString(),
})

async function scanPrompt(needs: Needs, challenge: Challenge, kind: FactorKind): Promise<Prompt> {
  const { settings, wechat, now } = needs
  const text = challenge.status === 'pending' && stateEnd(challenge) > now() ? ticketText(needs, challenge) : null
  // WeChat draws the picture; when it cannot, the link does the same work.
  const picture =
    text !== null && settings.qrMode === 'wxacode'
      ? await wechat.miniProgramCode(text, 'pages/confirm/index').catch(() => null)
      : null
  return {
    shape: 'scan',
    kind,
    url: text === null ? null : `${settings.publicUrl}/w/${text}`,
    image: picture && `data:${picture.type};base64,${picture.bytes.toString('base64')}`,
    until: stateEnd(challenge).toISOString(),
    renewals: challenge.ticket?.byTimer ?? 0,
  }
}

/** What a factor is asked with: its binding, or the new one as far as it is known. */
const askedOf = (account: Account, challenge: Challenge, kind: FactorKind): Binding | undefined =>
  challenge.stage === 'bind' ? (challenge.draft ?? undefined) : bindingOf(account, kind)

function sentView(challenge: Challenge, kind: FactorKind) {
  const sent = challenge.sent[kind]
  if (!sent) return null
  return {
    state: sent.delivery,
    at: sent.at.toISOString(),
    until: sent.until.toISOString(),
    resendAt: later(sent.at, limits.resendAfter).toISOString(),
  }
}

function secretPrompt(needs: Needs, account: Account, challenge: Challenge, kind: FactorKind): Prompt {
  const factor = needs.factors[kind]!
  const label = { issuer: needs.settings.branding.product, account: account.address }
  return {
    shape: 'secret',
    kind,
    ...factor.secret!(openBinding(needs.keys, factor, account.id, challenge.draft!), label),
  }
}

function codePrompt(needs: Needs, account: Account, challenge: Challenge, kind: FactorKind): Prompt {
  const { now } = needs
  const asked = askedOf(account, challenge, kind)
  const guesses = challenge.guesses[kind]
  const isResting = guesses?.until && guesses.until > now()
  const spent = (guesses?.tries ?? 0) % limits.triesBeforeRest
  return {
    shape: 'code',
    kind,
    sentTo: asked && needs.factors[kind]?.issue ? maskOf(needs, account.id, asked) : null,
    format: catalogue[kind].code,
    sent: sentView(challenge, kind),
    triesLeft: isResting ? 0 : limits.triesBeforeRest - spent,
    restsUntil: isResting ? guesses.until!.toISOString() : null,
  }
}

function promptOf(needs: Needs, account: Account, challenge: Challenge, kind: FactorKind, shape: Prompt['shape']) {
  if (shape === 'scan') return scanPrompt(needs, challenge, kind)
  return (shape === 'code' ? codePrompt : secretPrompt)(needs, account, challenge, kind)
}

export async function challengeView(needs: Needs, account: Account, challenge: Challenge): Promise<ChallengeView> {
  const shapes = challenge.offered.flatMap((kind) =>
    (needs.factors[kind]?.prompts[askOf(challenge)] ?? []).map((shape) => ({ kind, shape })),
  )
  return {
    ...challengeNews(needs, challenge),
    purpose: challenge.purpose,
    stage: challenge.stage,
    target: challenge.target,
    wantsTrust: challenge.wantsTrust,
    needsNumber: challenge.needsNumber && !challenge.isMatched,
    expiresAt: challenge.expiresAt.toISOString(),
    prompts: await Promise.all(shapes.map(({ kind, shape }) => promptOf(needs, account, challenge, kind, shape))),
  }
}

export const anonymousView = ({ settings, now }: Pick<Services, 'settings' | 'now'>): SessionView => ({
  state: 'anonymous',
  address: null,
  aal: null,
  isTrusted: false,
  frozenUntil: null,
  provedUntil: null,
  challenge: null,
  passwordReported: false,
  passwordUrl: settings.passwordUrl,
  webmailUrl: settings.webmailUrl,
  now: now().toISOString(),
})

export async function sessionView(needs: Needs, session: Session, account: Account): Promise<SessionView> {
  const isOpen = session.challenge && session.challenge.status !== 'redeemed'
  return {
    state: isSignedIn(session, account) ? 'signed-in' : (enrolmentOf(session, account) ?? 'second-step'),
    address: account.address,
    aal: session.aal,
    isTrusted: session.amr.includes('device'),
    frozenUntil: isFrozen(account, needs.now()) ? account.frozenUntil!.toISOString() : null,
    provedUntil: hasFactor(account) ? (provedUntil(session)?.toISOString() ?? null) : null,
    challenge: isOpen ? await challengeView(needs, account, session.challenge!) : null,
    passwordReported: isSignedIn(session, account) && isPasswordReported(account),
    passwordUrl: needs.settings.passwordUrl,
    webmailUrl: needs.settings.webmailUrl,
    now: needs.now().toISOString(),
  }
}

/** The digits are told to the phone that scanned, once it approved and until they were typed. */
export const numberFor = ({ keys }: Pick<Services, 'keys'>, challenge: Challenge) =>
  challenge.needsNumber && !challenge.isMatched && challenge.status === 'approved' ? matchNumber(keys, challenge) : null

/** What is shown of a browser: nothing that finds it again. */
export const browserView = ({ name, system, place, ip }: Browser) => ({
  name,
  system,
  place: { area: place.area, network: place.network },
  ip,
})
