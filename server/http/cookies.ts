import type { Context } from 'koa'

// __Host-: no Domain, Path=/, Secure; a sub-domain or a plain-http page can neither read nor plant it (RFC 6265bis).
const names = { session: '__Host-session', browser: '__Host-browser' } as const
const base = { httpOnly: true, secure: true, sameSite: 'lax', path: '/', signed: false, overwrite: true } as const
const year = 365 * 24 * 60 * 60 * 1_000

type Jar = Pick<Context, 'cookies'>

export const sessionCookie = (ctx: Jar) => ctx.cookies.get(names.session)
export const browserCookie = (ctx: Jar) => ctx.cookies.get(names.browser)

export const setSessionCookie = (ctx: Jar, text: string) => ctx.cookies.set(names.session, text, base)
export const clearSessionCookie = (ctx: Jar) => ctx.cookies.set(names.session, '', { ...base, maxAge: 0 })
export const setBrowserCookie = (ctx: Jar, text: string) =>
  ctx.cookies.set(names.browser, text, { ...base, maxAge: year })
