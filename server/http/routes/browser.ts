import type { Context } from 'koa'
import { beginBind, beginUnbind, dropChallenge, renew } from '../../core/changes.ts'
import { signOut } from '../../core/browser.ts'
import {
  isKnownBrowser,
  newBrowserCookie,
  readBrowserCookie,
  rememberAccount,
  writeBrowserCookie,
} from '../../core/known-browser.ts'
import { Problem } from '../../core/problem.ts'
import { redeem } from '../../core/redeem.ts'
import { guess, type Raised } from '../../core/second-step.ts'
import { isSignedIn } from '../../core/session.ts'
import { signIn } from '../../core/sign-in.ts'
import { anonymousView, challengeView, sessionView } from '../../core/views.ts'
import { describeBrowser, meetBrowser, type Edge } from '../caller.ts'
import { browserCookie, clearSessionCookie, setBrowserCookie, setSessionCookie } from '../cookies.ts'
import type { Handlers } from '../mount.ts'
import { bindingsView } from './bindings-view.ts'

type Part = 'session' | 'challenge' | 'bindings'
type Routes<P extends Part> = {
  [K in keyof Handlers as K extends `${string} /api/${P}${string}` ? K : never]: Handlers[K]
}

/** Answers with a session that was raised: its new cookie, and the mark by which this browser is known from now on. */
function raiser({ services }: Edge, soon: () => void) {
  const remember = (ctx: Context, accountId: string) => {
    const cookie = readBrowserCookie(browserCookie(ctx)) ?? newBrowserCookie(services.keys)
    setBrowserCookie(ctx, writeBrowserCookie(rememberAccount(services.keys, cookie, accountId)))
  }
  return (ctx: Context, { session, account, cookie }: Raised) => {
    setSessionCookie(ctx, cookie)
    if (isSignedIn(session, account)) remember(ctx, account.id)
    soon()
    return sessionView(services, session, account)
  }
}

type Raise = ReturnType<typeof raiser>

const sessionRoutes = (edge: Edge, soon: () => void, raised: Raise): Routes<'session'> => {
  const { services } = edge
  return {
    async 'GET /api/session'({ ctx }) {
      const met = await meetBrowser(edge, ctx)
      return met ? sessionView(services, met.session, met.account) : anonymousView(services)
    },
    async 'POST /api/session'({ ctx, input }) {
      const cookie = readBrowserCookie(browserCookie(ctx)) ?? newBrowserCookie(services.keys)
      setBrowserCookie(ctx, writeBrowserCookie(cookie))
      const before = await meetBrowser(edge, ctx)
      const browser = describeBrowser(edge, ctx, cookie)
      const isKnown = (accountId: string) => isKnownBrowser(services.keys, cookie, accountId)
      const { session, account, cookie: text } = await signIn(services, { ...input, browser, isKnown })
      // A new password sign-in replaces what this browser had: its older scan can no longer be redeemed (Q04).
      if (before) await signOut(services, before.session)
      return raised(ctx, { session, account, cookie: text })
    },
    async 'DELETE /api/session'({ ctx }) {
      const met = await meetBrowser(edge, ctx)
      if (met) await signOut(services, met.session)
      clearSessionCookie(ctx)
      soon()
      return anonymousView(services)
    },
  }
}

const challengeRoutes = ({ services }: Edge, raised: Raise): Routes<'challenge'> => ({
  async 'GET /api/challenge'({ caller }) {
    if (!caller.session.challenge) throw new Problem('challenge.none')
    return challengeView(services, caller.session.challenge)
  },
  async 'DELETE /api/challenge'({ caller }) {
    return sessionView(services, await dropChallenge(services, caller), caller.account)
  },
  'POST /api/challenge/renew': async ({ caller, input }) =>
    challengeView(services, await renew(services, caller, input)),
  'POST /api/challenge/answer': async ({ ctx, caller, input }) => raised(ctx, await guess(services, caller, input)),
  'POST /api/challenge/redeem': async ({ ctx, caller, input }) => raised(ctx, await redeem(services, caller, input)),
})

const bindingRoutes = ({ services }: Edge): Routes<'bindings'> => ({
  'GET /api/bindings': async ({ caller }) => bindingsView(services, caller.account),
  'POST /api/bindings': async ({ caller, input }) =>
    challengeView(services, await beginBind(services, caller, input.kind)),
  'POST /api/bindings/:id/unbind': async ({ caller, params }) =>
    challengeView(services, await beginUnbind(services, caller, params.id)),
})

/** Everything a browser may ask. `soon` lets the relay know that an outbox was filled. */
export function browserRoutes(edge: Edge, soon: () => void): Routes<Part> {
  const raised = raiser(edge, soon)
  return { ...sessionRoutes(edge, soon, raised), ...challengeRoutes(edge, raised), ...bindingRoutes(edge) }
}
