import type { Context } from 'koa'
import type { Cookie } from '../../shared/api/contract.ts'

// __Host-: no Domain, Path=/, Secure; a sub-domain or a plain-http page can neither read nor plant it (RFC 6265bis).
export const cookieNames: Record<Cookie, string> = { session: '__Host-session', browser: '__Host-browser' }
const base = { httpOnly: true, secure: true, sameSite: 'lax', path: '/', signed: false, overwrite: true } as const
const year = 365 * 24 * 60 * 60 * 1_000

type Jar = Pick<Context, 'cookies'>

export const sessionCookie = (ctx: Jar) => ctx.cookies.get(cookieNames.session)
export const browserCookie = (ctx: Jar) => ctx.cookies.get(cookieNames.browser)

export const setSessionCookie = (ctx: Jar, text: string) => ctx.cookies.set(cookieNames.session, text, base)
export const clearSessionCookie = (ctx: Jar) => ctx.cookies.set(cookieNames.session, '', { ...base, maxAge: 0 })
export const setBrowserCookie = (ctx: Jar, text: string) =>
  ctx.cookies.set(cookieNames.browser, text, { ...base, maxAge: year })
