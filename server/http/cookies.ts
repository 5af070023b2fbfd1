import type { Context } from 'koa'
import type { Cookie } from '../../shared/api/contract.ts'
import { limits } from '../../shared/limits.ts'

// __Host-: no Domain, Path=/, Secure; a sub-domain or a plain-http page can neither read nor plant it (RFC 6265bis).
// Regular expressions: one browser has a device cookie for each account it is trusted by.
export const cookieNames: Record<Cookie, string> = {
  session: '__Host-session',
  browser: '__Host-browser',
  device: '__Host-device-[0-9a-f]{16}',
}
const deviceName = (suffix: string) => `__Host-device-${suffix}`
const base = { httpOnly: true, secure: true, sameSite: 'lax', path: '/', signed: false, overwrite: true } as const
const year = 365 * 24 * 60 * 60 * 1_000

type Jar = Pick<Context, 'cookies'>

export const sessionCookie = (ctx: Jar) => ctx.cookies.get(cookieNames.session)
export const browserCookie = (ctx: Jar) => ctx.cookies.get(cookieNames.browser)

export const setSessionCookie = (ctx: Jar, text: string) => ctx.cookies.set(cookieNames.session, text, base)
export const clearSessionCookie = (ctx: Jar) => ctx.cookies.set(cookieNames.session, '', { ...base, maxAge: 0 })
export const setBrowserCookie = (ctx: Jar, text: string) =>
  ctx.cookies.set(cookieNames.browser, text, { ...base, maxAge: year })

/** @param suffixes what the account's cookie may be named by, the newest first. */
export const deviceCookie = (ctx: Jar, suffixes: readonly string[]) =>
  suffixes.map((suffix) => ctx.cookies.get(deviceName(suffix))).find((text) => text !== undefined)
export const setDeviceCookie = (ctx: Jar, suffix: string, text: string) =>
  ctx.cookies.set(deviceName(suffix), text, { ...base, maxAge: limits.trustLife })
