import jwt from 'jsonwebtoken'
import type { Keys } from '../core/keys.ts'
import { Problem } from '../core/problem.ts'
import { limits } from '../../shared/limits.ts'

const audience = 'phone'
const algorithm = 'HS256'

export interface PhoneToken {
  text: string
  until: Date
}

/** A short-lived bearer token (RFC 7519) that names the phone's session and says nothing else; the session is looked up each time. */
export function signPhoneToken(keys: Keys, issuer: string, sessionId: string, now: Date): PhoneToken {
  const key = keys.signing()[0]!
  const issuedAt = Math.floor(now.getTime() / 1_000)
  const expires = issuedAt + limits.phoneTokenLife / 1_000
  const text = jwt.sign({ sid: sessionId, iat: issuedAt, exp: expires }, key.bytes, {
    algorithm,
    issuer,
    audience,
    keyid: key.id,
  })
  return { text, until: new Date(expires * 1_000) }
}

/** @returns the session's id and when the token was issued. @throws Problem('phone.session') for anything but our own, live token. */
export function readPhoneToken(keys: Keys, issuer: string, header: string, now: Date): { id: string; issuedAt: Date } {
  const [, text = ''] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header) ?? []
  try {
    const kid = jwt.decode(text, { complete: true })?.header.kid
    const key = keys.signing().find(({ id }) => id === kid)
    const clockTimestamp = Math.floor(now.getTime() / 1_000)
    const payload = jwt.verify(text, key!.bytes, { algorithms: [algorithm], issuer, audience, clockTimestamp })
    if (typeof payload === 'object' && typeof payload.sid === 'string' && payload.iat !== undefined)
      return { id: payload.sid, issuedAt: new Date(payload.iat * 1_000) }
  } catch {
    // Every reason is told alike.
  }
  throw new Problem('phone.session')
}
