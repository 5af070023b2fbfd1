import { ScureBase32Plugin } from 'otplib'
import type { Factor } from '../core/factor.ts'
import { newKey, verifyCode, type TimeBased } from './codes/time-based.ts'

const base32 = new ScureBase32Plugin()

/** 第三方 OTP: an authenticator app that keeps the key itself (RFC 6238). */
export const totp: Factor<TimeBased> = {
  kind: 'totp',
  prompts: { login: ['code'], prove: ['code'], bind: ['secret', 'code'], unbind: ['code'], rebind: ['code'] },
  sealed: ['key'],
  draft: (_, tools) => ({ key: newKey(tools), step: 0 }),
  secret: ({ key = '' }, { issuer, account }) => {
    const text = base32.encode(new Uint8Array(Buffer.from(key, 'base64url')), { padding: false })
    // SHA-1, six digits and 30 s are what every app takes for granted; some refuse a parameter that says so.
    const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
    return { url: `otpauth://totp/${label}?secret=${text}`, key: text }
  },
  verify: ({ key = '', step = 0 }, _, answer, tools) =>
    answer.by === 'browser' ? verifyCode({ key, step }, answer.code, tools.now) : undefined,
}
