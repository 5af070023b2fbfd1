// A challenge as the specification tells it, beside the store that has to do the same.
import { randomBytes, randomUUID } from 'node:crypto'
import { auditEvent } from '../../server/core/audit.ts'
import { later, newChallenge, newTicket } from '../../server/core/challenge.ts'
import { createKeys } from '../../server/core/keys.ts'
import { firstToken } from '../../server/core/rotating-token.ts'
import type { Session } from '../../server/core/session.ts'
import type { Sessions } from '../../server/core/stores.ts'
import { factors } from '../../server/factors/index.ts'
import { limits } from '../../shared/limits.ts'
import type { Status } from '../../shared/factors.ts'

const keys = createKeys([{ id: 'k', bytes: randomBytes(32) }])
// Not a fixed day: what is long over is tidied away by the database in the middle of a walk.
const begin = new Date(Math.floor(Date.now() / 1_000) * 1_000)

/** Times in ms since the beginning. */
export interface Model {
  status: Status
  ordinal: number
  ticketUntil: number
  phone: string | null
  scanUntil: number
  needsNumber: boolean
  isMatched: boolean
  /** A typed code was right. */
  isTyped: boolean
}

export interface Walk {
  session: Session
  model: Model
  at: number
}

/** What the specification expects of an act, what the store does, and what the model is when it is allowed. */
export interface Act {
  isAllowed: boolean
  after: Partial<Model>
  done: Promise<Session | null>
}

/** A session whose sign-in has just begun. */
export async function startWalk(sessions: Sessions): Promise<Walk> {
  const asked = {
    purpose: 'login' as const,
    stage: 'prove' as const,
    target: null,
    bindingId: null,
    offered: ['wechat' as const],
    isKnownBrowser: true,
  }
  const challenge = newChallenge({ keys, factors }, begin, asked)
  const place = { province: null, area: null, network: null }
  const browser = { name: '', system: '', place, ip: '', network: '', alone: null }
  const times = { createdAt: begin, touchedAt: begin, expiresAt: later(begin, limits.sessionLife) }
  const { token } = firstToken(keys, 'session')
  const level = { aal: 1 as const, amr: ['pwd'], provedAt: null, rev: 0 }
  const who = { id: randomUUID(), accountId: 'a', address: 'a@b.cn', passwordMark: null, enrol: null, clients: [] }
  const session = { ...who, token, ...level, browser, ...times, challenge, outbox: [] }
  await sessions.insert(session)
  const state = { status: 'pending' as const, ordinal: 1, ticketUntil: limits.ticketLife, phone: null, scanUntil: 0 }
  return { session, model: { ...state, needsNumber: false, isMatched: false, isTyped: false }, at: 0 }
}

const nowOf = ({ at }: Walk) => later(begin, at)
const isAlive = ({ at }: Walk) => at < limits.challengeLife
const isIn = (walk: Walk, ...states: Status[]) => isAlive(walk) && states.includes(walk.model.status)
const isRedeemable = (walk: Walk) => isIn(walk, 'approved') && (walk.model.isTyped || walk.at < walk.model.scanUntil)
const compared = { kind: 'wechat' as const, sentState: null }
const target = (walk: Walk) => ({
  sessionId: walk.session.id,
  challengeId: walk.session.challenge!.id,
  now: nowOf(walk),
})
const scanId = (phone: string) => `scan-of-${phone}`
const scanOf = (walk: Walk, phone: string) => {
  const until = later(nowOf(walk), limits.confirmLife)
  return { id: scanId(phone), mark: phone, sealed: '', isBound: true, scene: 1011, doubts: [], trust: false, until }
}
const event = (walk: Walk) =>
  auditEvent(nowOf(walk), { type: 'scan.taken', outcome: 'ok', accountId: 'a', actor: 'phone' })
const grant = (walk: Walk) => ({
  raise: { aal: 2 as const, amr: 'scan', provedAt: nowOf(walk) },
  token: firstToken(keys, 'session').token,
  expiresAt: later(begin, limits.sessionLife),
  events: [],
})

export const acts = {
  renew(sessions: Sessions, walk: Walk): Act {
    const ordinal = walk.model.ordinal + 1
    const ticket = { ...newTicket(keys, 'c', nowOf(walk), null, false), ordinal }
    return {
      isAllowed: isIn(walk, 'pending'),
      after: { ordinal, ticketUntil: walk.at + limits.ticketLife },
      done: sessions.renewTicket(target(walk), walk.model.ordinal, ticket),
    }
  },
  scan: (sessions: Sessions, walk: Walk, phone: string, needsNumber: boolean): Act => ({
    isAllowed: isIn(walk, 'pending') && walk.at < walk.model.ticketUntil,
    after: { status: 'scanned', phone, needsNumber, scanUntil: walk.at + limits.confirmLife },
    done: sessions.scan(target(walk), walk.model.ordinal, scanOf(walk, phone), needsNumber, event(walk)),
  }),
  approve(sessions: Sessions, walk: Walk, phone: string): Act {
    const { status, scanUntil } = walk.model
    const until = walk.at + limits.redeemLife
    return {
      isAllowed: isIn(walk, 'scanned', 'approved') && phone === walk.model.phone && walk.at < scanUntil,
      after: { status: 'approved', scanUntil: status === 'approved' ? scanUntil : until },
      done: sessions.approve(
        target(walk),
        { id: scanId(phone), mark: phone },
        { until: later(begin, until), trust: false },
        event(walk),
      ),
    }
  },
  deny: (sessions: Sessions, walk: Walk, phone: string): Act => ({
    isAllowed: isIn(walk, 'scanned', 'approved') && phone === walk.model.phone,
    after: { status: 'denied' },
    done: sessions.deny(target(walk), { scanId: scanId(phone), mark: phone }, 'refused', event(walk)),
  }),
  match: (sessions: Sessions, walk: Walk): Act => ({
    isAllowed: isRedeemable(walk) && !walk.model.isMatched,
    after: { isMatched: true },
    done: sessions.match(target(walk)),
  }),
  redeem: (sessions: Sessions, walk: Walk): Act => ({
    isAllowed: isRedeemable(walk) && (walk.model.isMatched || !walk.model.needsNumber),
    after: { status: 'redeemed' },
    done: sessions.grant(target(walk), 'redeem', grant(walk)),
  }),
  claim: (sessions: Sessions, walk: Walk): Act => ({
    isAllowed: isIn(walk, 'pending', 'scanned', 'approved') && !walk.model.isMatched,
    after: { status: 'approved', isMatched: true, isTyped: true },
    done: sessions.claim(target(walk), compared, null),
  }),
  guess: (sessions: Sessions, walk: Walk): Act => ({
    isAllowed: isIn(walk, 'pending', 'scanned', 'approved'),
    after: { status: 'redeemed' },
    done: sessions.grant(target(walk), 'guess', { ...grant(walk), guess: compared }),
  }),
}
