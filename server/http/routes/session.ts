import { signOut } from '../../core/browser.ts'
import { isKnownBrowser, newBrowserCookie, readBrowserCookie, writeBrowserCookie } from '../../core/known-browser.ts'
import { signIn } from '../../core/sign-in.ts'
import { deviceCookieNames } from '../../core/trust.ts'
import { anonymousView, sessionView } from '../../core/views.ts'
import { clientOf, describeBrowser, meetBrowser, type Edge } from '../caller.ts'
import { browserCookie, clearSessionCookie, deviceCookie, setBrowserCookie } from '../cookies.ts'
import type { Raise } from './raise.ts'
import type { Routes } from './routes.ts'

/** Sign-in by password, sign-out, and what this browser is. */
export const sessionRoutes = (edge: Edge, soon: () => void, raised: Raise): Routes<'session'> => {
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
      const signedIn = await signIn(services, {
        ...input,
        ip: clientOf(edge, ctx).address,
        browser: describeBrowser(edge, ctx, cookie),
        isKnown: (accountId) => isKnownBrowser(services.keys, cookie, accountId),
        deviceCookie: (accountId) => deviceCookie(ctx, deviceCookieNames(services, accountId)),
      })
      // A new password sign-in replaces what this browser had: its older scan can no longer be redeemed (Q04).
      if (before) await signOut(services, before.session)
      return raised(ctx, signedIn)
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
