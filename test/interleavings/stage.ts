// An account with two sessions that stand where the case says, written straight into the database, and the two WeChats around it.
import { randomBytes, randomUUID } from 'node:crypto'
import { newAccount, type Account } from '../../server/core/account.ts'
import { closeBinding } from '../../server/core/binding.ts'
import { later, newChallenge, type Challenge } from '../../server/core/challenge.ts'
import { createKeys } from '../../server/core/keys.ts'
import { firstToken } from '../../server/core/rotating-token.ts'
import type { Phone } from '../../server/core/scan.ts'
import type { Session } from '../../server/core/session.ts'
import { factors } from '../../server/factors/index.ts'
import type { Database } from '../../server/store/connect.ts'
import { limits } from '../../shared/limits.ts'
import type { Two } from './turns.ts'

export const keys = createKeys([{ id: 'k', bytes: randomBytes(32) }])
/** Far ahead: what is over by the clock of a case is not swept away by the database's own. */
export const begin = new Date('2100-01-01T08:00:00Z')
/** Of the six-digit codes. */
export const codeKey = Buffer.alloc(20, 'interleavings').toString('base64url')
const place = { province: null, area: null, network: null }

/** How a session stands when the clients begin. */
export interface Begun {
  purpose: 'login' | 'bind' | 'unbind'
  status: 'pending' | 'scanned' | 'approved'
  needsNumber: boolean
  /** Wrong codes before. */
  tries: number
}

export interface Stage {
  account: Account
  sessions: Two<Session>
  /** Each session's cookie. */
  cookies: Two<string>
  owner: Phone
  stranger: Phone
}

function phone(openid: string): Phone {
  const marks = keys.macs('binding', 'wechat', openid)
  const { token } = firstToken(keys, 'phone')
  const times = { createdAt: begin, expiresAt: later(begin, limits.phoneSessionLife) }
  return { session: { id: openid, mark: marks[0]!, sealed: '', installation: '', token, ...times }, openid, marks }
}

function accountOf(id: string, owner: Phone, isBound: boolean): Account {
  const fields = { openid: owner.openid, key: codeKey, step: 0 }
  const bindings = isBound ? [closeBinding(keys, factors.wechat!, id, randomUUID(), fields, begin)] : []
  return { id, address: `${id}@b.cn`, ...newAccount(), bindings, rev: bindings.length }
}

function challengeOf({ bindings }: Account, by: Phone, { purpose, status, needsNumber, tries }: Begun): Challenge {
  const bindingId = { login: null, bind: randomUUID(), unbind: bindings[0]?.id ?? null }[purpose]
  const target = purpose === 'login' ? null : ('wechat' as const)
  const stage = purpose === 'bind' ? ('bind' as const) : ('prove' as const)
  const asked = { purpose, stage, target, bindingId, offered: ['wechat' as const], isKnownBrowser: !needsNumber }
  const challenge = newChallenge({ keys, factors }, begin, asked)
  const guesses = { wechat: { tries, rests: 0, until: null } }
  if (status === 'pending') return { ...challenge, guesses }
  const id = randomUUID()
  const seen = { isBound: purpose !== 'bind', scene: 1011, doubts: [], trust: false }
  const until = later(begin, limits.confirmLife)
  const scan = { id, mark: by.marks[0]!, sealed: keys.seal(['scan', challenge.id, id], by.openid), ...seen, until }
  const needs = challenge.needsNumber || (purpose === 'login' && needsNumber)
  return { ...challenge, guesses, status, scan, needsNumber: needs }
}

function sessionOf(account: Account, by: Phone, begun: Begun): { session: Session; cookie: string } {
  const { text, token } = firstToken(keys, 'session')
  const isProved = begun.purpose === 'unbind'
  const level = { aal: isProved ? (2 as const) : (1 as const), amr: ['pwd'], provedAt: isProved ? begin : null }
  const who = {
    id: randomUUID(),
    accountId: account.id,
    address: account.address,
    passwordMark: null,
    enrol: null,
    clients: [],
  }
  const times = { createdAt: begin, touchedAt: begin, expiresAt: later(begin, limits.sessionLife) }
  const browser = { name: '', system: '', place, ip: '', network: account.id, alone: null }
  const challenge = challengeOf(account, by, begun)
  // Who began to bind did so before the account had a factor.
  const rev = begun.purpose === 'bind' ? 0 : account.rev
  return { session: { ...who, token, ...level, rev, browser, ...times, challenge, outbox: [] }, cookie: text }
}

export async function setStage({ models }: Database, begun: Two<Begun>): Promise<Stage> {
  const id = randomUUID()
  const owner = phone(`owner-${id}`)
  const stranger = phone(`stranger-${id}`)
  const account = accountOf(id, owner, !begun.every(({ purpose }) => purpose === 'bind'))
  const first = sessionOf(account, owner, begun[0])
  // A WeChat that is nobody's yet may be bound by either.
  const second = sessionOf(account, begun[1].purpose === 'bind' ? stranger : owner, begun[1])
  const sessions: Two<Session> = [first.session, second.session]
  const row = <T extends { id: string }>({ id: _id, ...rest }: T) => ({ _id, ...rest }) as never
  await Promise.all([
    models.accounts.collection.insertOne(row(account)),
    models.sessions.collection.insertMany(sessions.map(row)),
  ])
  return { account, sessions, cookies: [first.cookie, second.cookie], owner, stranger }
}
