import { defaultBranding, type Branding } from '../../shared/branding.ts'
import type { Challenge, Session } from './answers.ts'
import { call } from './api.ts'
import { asCallError, isSessionOver } from './facts.ts'
import { path, replace, settle } from './history.ts'
import { isEnrolling, isSetting, needsSession, pageFor } from './routes.ts'
import { createStore, useStore } from './store.ts'
import { toast } from './toasts.ts'

interface Visit {
  session: Session
  branding: Branding
  /** The session ran out while it was needed: the sign-in page says so. */
  isEnded: boolean
  /** Where to go on after signing in, when a link led to a page of ours. */
  wanted: string | null
}

const nobody: Session = {
  state: 'anonymous',
  address: null,
  aal: null,
  isTrusted: false,
  provedUntil: null,
  challenge: null,
  frozenUntil: null,
  passwordReported: false,
  passwordUrl: null,
  webmailUrl: null,
  now: '',
}

/** null until the first answer. */
const visit = createStore<Visit | null>(null)

export const useVisit = (): Visit | null => useStore(visit)
export const useEnrolling = (): boolean => isEnrolling(useStore(visit)?.session.state ?? 'anonymous')
export const isSignedIn = (): boolean => visit.get()?.session.state === 'signed-in'
export const useBranding = (): Branding => useStore(visit)?.branding ?? defaultBranding

const change = (part: Partial<Visit>) => {
  const before = visit.get() ?? { session: nobody, branding: defaultBranding, isEnded: false, wanted: null }
  visit.set({ ...before, ...part })
}

const settingAt = () => (isSetting(path.get()) ? path.get() : null)

/** The first question of a page. @throws CallError when there is no answer. */
export async function open(): Promise<void> {
  const [session, branding] = await Promise.all([
    call('GET /api/session'),
    call('GET /api/branding').catch(() => defaultBranding),
  ])
  const isEnded = session.state === 'anonymous' && needsSession(path.get())
  const wanted = session.state === 'signed-in' ? null : settingAt()
  settle(pageFor(path.get(), session.state))
  change({ session, branding, isEnded, wanted })
}

/** The challenge that the last answer brought, once: whoever comes later asks for what has become of it. */
export function takeChallenge(): Challenge | null {
  const session = visit.get()?.session
  if (!session?.challenge) return null
  change({ session: { ...session, challenge: null } })
  return session.challenge
}

/** The session of an answer is the present one. */
export function adopt(session: Session): void {
  change({ session, isEnded: false })
  replace(pageFor(path.get(), session.state))
}

/** Any call answered that the session is over: after signing in again the same setting is on the screen. */
export function end(): void {
  change({ session: nobody, isEnded: true, wanted: settingAt() ?? visit.get()?.wanted ?? null })
  replace(pageFor(path.get(), 'anonymous'))
}

/** Nothing is left to prove: to the webmail, to the page that was asked for, or to the welcome page, which asks for a new password after 不是我操作. */
export function arrive(session: Session): void {
  const wanted = visit.get()?.wanted ?? null
  if (session.webmailUrl && !wanted && !session.passwordReported) {
    // 后退 from the webmail leads to the account page; what is on the screen stays until the webmail is there.
    window.history.replaceState(null, '', '/welcome')
    return window.location.assign(session.webmailUrl)
  }
  change({ session, isEnded: false, wanted: null })
  replace((!session.passwordReported && wanted) || '/welcome')
}

/** @param ask ends the session of this browser, or every one of the mailbox. */
async function leave(ask: () => Promise<Session>): Promise<void> {
  try {
    const session = await ask()
    change({ session, isEnded: false, wanted: null })
    replace('/sign-in')
  } catch (thrown) {
    const error = asCallError(thrown)
    // Somebody ended it already: that is what was asked for.
    if (isSessionOver(error)) return end()
    toast({ problem: error.code })
  }
}

export const signOut = () => leave(() => call('DELETE /api/session'))
export const signOutEverywhere = () => leave(() => call('DELETE /api/sessions'))
