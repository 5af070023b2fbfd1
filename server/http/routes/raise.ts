import type { Context } from 'koa'
import { newBrowserCookie, readBrowserCookie, rememberAccount, writeBrowserCookie } from '../../core/known-browser.ts'
import type { Raised } from '../../core/second-step.ts'
import { isSignedIn } from '../../core/session.ts'
import { deviceCookieNames } from '../../core/trust.ts'
import { sessionView } from '../../core/views.ts'
import type { Edge } from '../caller.ts'
import { browserCookie, setBrowserCookie, setDeviceCookie, setSessionCookie } from '../cookies.ts'

/** Answers with a session that was raised: its new cookie, the device's, and the mark by which this browser is known from now on. */
export function raiser({ services }: Edge, soon: () => void) {
  const remember = (ctx: Context, accountId: string) => {
    const cookie = readBrowserCookie(browserCookie(ctx)) ?? newBrowserCookie(services.keys)
    setBrowserCookie(ctx, writeBrowserCookie(rememberAccount(services.keys, cookie, accountId)))
  }
  return (ctx: Context, { session, account, cookie, device }: Raised) => {
    if (cookie !== null) setSessionCookie(ctx, cookie)
    if (device !== null) setDeviceCookie(ctx, deviceCookieNames(services, account.id)[0]!, device)
    if (isSignedIn(session, account)) remember(ctx, account.id)
    soon()
    return sessionView(services, session, account)
  }
}

export type Raise = ReturnType<typeof raiser>
