import { randomUUID } from 'node:crypto'
import { limits } from '../../shared/limits.ts'
import type { Keys } from './keys.ts'

/** What one webmail signs in to the mail servers with, for one browser's session (spec §7). Its text is nowhere: only its keyed hash. */
export interface WebmailToken {
  id: string
  mac: string
  /** It is good as long as this session is. */
  sessionId: string
  /** The OpenID client that it was given to. */
  clientId: string
  until: Date
}

const purpose = 'webmail-token'
/** 256 bits. Nothing else that is typed as a password looks like it. */
const shape = /^wm_[\w-]{43}$/

export const isWebmailToken = (text: string) => shape.test(text)

/** For this session and client, and its text. */
export function newWebmailToken(
  keys: Keys,
  accountId: string,
  session: { id: string; expiresAt: Date },
  { clientId, now }: { clientId: string; now: Date },
) {
  const text = `wm_${keys.token()}`
  const until = Math.min(session.expiresAt.getTime(), now.getTime() + limits.webmailTokenLife)
  const mac = keys.mac(purpose, accountId, text)
  const token: WebmailToken = { id: randomUUID(), mac, sessionId: session.id, clientId, until: new Date(until) }
  return { token, text }
}

export function findWebmailToken(keys: Keys, accountId: string, all: readonly WebmailToken[], text: string) {
  const macs = keys.macs(purpose, accountId, text)
  return all.find(({ mac }) => macs.includes(mac))
}
