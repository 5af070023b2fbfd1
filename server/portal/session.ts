import { defaultBranding, type Branding } from '../../shared/branding.ts'
import type { Challenge, Session } from './answers.ts'
import { call } from './api.ts'
import { follow } from './errand.ts'
import { asCallError, isSessionOver } from './facts.ts'
import { path, replace, settle } from './history.ts'
import { isEnrolling, isSetting, needsSession, pageFor, yieldsToClient } from './routes.ts'
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

/** A client waits, and nothing is left to prove; after 不是我操作 the welcome page comes first. @returns whether the browser is on its way there. */
const returns = ({ state, passwordReported }: Session): boolean =>
  state === 'signed-in' && !passwordReported && follow('continue')

/** The first question of a page. @returns false when this browser is on its way elsewhere and nothing is to be drawn. @throws CallError when there is no answer. */
export async function open(): Promise<boolean> {
  const [session, branding] = await Promise.all([
    call('GET /api/session'),
    call('GET /api/branding').catch(() => defaultBranding),
  ])
  const page = pageFor(path.get(), session.state)
  if (yieldsToClient(page) && returns(session)) return false
  const isEnded = session.state === 'anonymous' && needsSession(path.get())
  const wanted = session.state === 'signed-in' ? null : settingAt()
  settle(page)
  change({ session, branding, isEnded, wanted })
  return true
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

/** Nothing is left to prove: to the client that waits, to the webmail, to the page that was asked for, or to the welcome page, which asks for a new password after 不是我操作. */
export function arrive(session: Session): void {
  if (returns(session)) return
  const wanted = visit.get()?.wanted ?? null
  if (session.webmailUrl && !wanted && !session.passwordReported) {
    // 后退 from the webmail leads to the account page; what is on the screen stays until the webmail is there.
    window.history.replaceState(null, '', '/welcome')
    return window.location.assign(session.webmailUrl)
  }
  change({ session, isEnded: false, wanted: null })
  replace((!session.passwordReported && wanted) || '/welcome')
}

/** A first method is bound, and its dialog was closed: whoever came for a client goes on there. @returns whether the browser is on its way. */
export function returnToClient(): boolean {
  const session = visit.get()?.session
  return session !== undefined && returns(session)
}

/** @param ask ends the session of this browser, or every one of the mailbox. */
async function leave(ask: () => Promise<Session>): Promise<void> {
  try {
    const session = await ask()
    change({ session, isEnded: false, wanted: null })
    if (path.get() !== '/sign-out') replace('/sign-in')
  } catch (thrown) {
    const error = asCallError(thrown)
    // Somebody ended it already: that is what was asked for.
    if (isSessionOver(error)) return end()
    toast({ problem: error.code })
  }
}

export const signOut = () => leave(() => call('DELETE /api/session'))
export const signOutEverywhere = () => leave(() => call('DELETE /api/sessions'))
