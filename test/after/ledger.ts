// What went over the wire as a secret while the tests ran: one file a process, so that nobody waits for anybody.
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

/** The two digits of a scan are missing: everything holds two digits, and a search for them would find nothing else. */
export const kinds = [
  'password',
  'session cookie',
  'browser mark',
  'device cookie',
  'ticket',
  'six-digit code',
  'bearer token',
  'refresh text',
  'wx.login code',
  'openid',
  'session_key',
  'WeChat secret',
  'SMS key',
  'phone number',
  'help-desk code',
  'backup address',
  'recovery code',
  'access token',
  'SMTP password',
  'door credential',
  'LDAP password',
  'master key',
  'signing key',
  'key of the codes',
  'client secret',
  'authorization code',
  'OpenID access token',
  'OpenID refresh token',
  'OpenID signing key',
  'webmail token',
] as const
export type Kind = (typeof kinds)[number]

/** No secret: it is searched for to see that the search finds what is there. */
export type Noted = Kind | 'address'

/** Set by test/run.ts when ledger and evidence will be read; without it nothing is kept. */
export const folder = process.env['TEST_SECRECY']

/** Shorter ones are found everywhere by accident: the password `x`. */
const shortest = 8
const sixDigits = /^\d{6}$/
const noted = new Set<string>()

export function note(kind: Noted, text: string | undefined): void {
  if (!folder || !text || noted.has(text)) return
  if (kind === 'six-digit code' ? !sixDigits.test(text) : text.length < shortest) return
  noted.add(text)
  appendFileSync(join(folder, `ledger-${process.pid}`), `${JSON.stringify([kind, text])}\n`)
}

/** The ticket in a link that a QR holds. */
export const noteLink = (link: string): void => note('ticket', link.split('/w/')[1])

/** What a message is sent to. The word is also that of a challenge's factor. */
export function noteTarget(text: string): void {
  if (text.includes('@')) note('backup address', text)
  else note('phone number', /\d{11}$/.exec(text)?.[0])
}

const fields: Readonly<Record<string, (text: string) => void>> = {
  password: (text) => note('password', text),
  token: (text) => note('bearer token', text),
  refresh: (text) => note('refresh text', text),
  ticket: (text) => note('ticket', text),
  // The word is also that of a problem and of wx.login; the stand-in for WeChat notes the latter.
  code: (text) => note('six-digit code', text),
  key: (text) => note('key of the codes', text),
  codes: (text) => note('recovery code', text),
  target: noteTarget,
  url: noteLink,
}

/** A body of our contract, asked or answered: its fields say what they are. @param list the name of the list that this is. */
export function noteBody(body: unknown, list = ''): void {
  if (typeof body !== 'object' || body === null) return
  for (const [key, value] of Object.entries(body)) {
    const name = Array.isArray(body) ? list : key
    if (typeof value !== 'string') noteBody(value, name)
    else if (Object.hasOwn(fields, name)) fields[name]!(value)
  }
}

/**
 * Pairs of a Cookie or Set-Cookie header. A browser is known by the keyed marks in its cookie; the cookie's name for itself is no secret,
 * and the product stores it.
 */
export function noteCookies(pairs: readonly string[]): void {
  for (const pair of pairs) {
    const [, name, value = ''] = /^\s*__Host-(session|browser|device)[^=]*=([^;]*)/.exec(pair) ?? []
    if (name === 'session') note('session cookie', value)
    if (name === 'device') note('device cookie', value)
    if (name === 'browser') for (const mark of value.split('~').slice(1)) note('browser mark', mark)
  }
}

/** What any client, Chromium too, says who it is with. */
export function noteHeaders({ cookie = '', authorization = '' }: { cookie?: string; authorization?: string }): void {
  noteCookies(cookie.split(';'))
  note('bearer token', /^Bearer (.+)/.exec(authorization)?.[1])
}

/** What a server process of the product is given. */
export function noteEnvironment({
  KEYS = '',
  WECHAT_SECRET,
  SMTP_URL,
  LDAP_BIND_PASSWORD,
  ...others
}: Record<string, string>): void {
  note('WeChat secret', WECHAT_SECRET)
  note('LDAP password', LDAP_BIND_PASSWORD)
  if (SMTP_URL) note('SMTP password', decodeURIComponent(new URL(SMTP_URL).password))
  for (const name of ['ALIYUN_ACCESS_KEY_SECRET', 'TENCENT_SECRET_KEY']) note('SMS key', others[name])
  for (const key of KEYS.split(',')) note('master key', key.split(':')[1])
}
