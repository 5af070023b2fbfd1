// The state machine against the real store: random walks, and a model that was written from the specification, not from the table of moves.
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { auditEvent } from '../../server/core/audit.ts'
import { later, moves, newChallenge, newTicket } from '../../server/core/challenge.ts'
import { createKeys } from '../../server/core/keys.ts'
import { firstToken } from '../../server/core/rotating-token.ts'
import type { Session } from '../../server/core/session.ts'
import type { Sessions } from '../../server/core/stores.ts'
import { createSessions } from '../../server/store/sessions.ts'
import { limits } from '../../shared/limits.ts'
import type { Status } from '../../shared/factors.ts'
import { openTestDatabase, type TestDatabase } from '../actors/test-database.ts'

const keys = createKeys([{ id: 'k', bytes: randomBytes(32) }])
const begin = new Date('2026-11-24T08:00:00Z')
let held: TestDatabase
let sessions: Sessions
beforeAll(async () => {
  held = await openTestDatabase()
  sessions = createSessions(held.database.models)
})
afterAll(() => held.stop())

const event = (now: Date) => auditEvent(now, { type: 'scan.taken', outcome: 'ok', accountId: 'a', actor: 'phone' })

async function insert(): Promise<Session> {
  const challenge = newChallenge(keys, begin, {
    purpose: 'login',
    target: null,
    bindingId: null,
    offered: ['wechat'],
    hasScan: true,
  })
  const browser = { name: '', system: '', place: { area: null, network: null }, ip: '', network: '', alone: null }
  const times = { createdAt: begin, touchedAt: begin, expiresAt: later(begin, limits.sessionLife) }
  const { token } = firstToken(keys, 'session')
  const level = { aal: 1 as const, amr: ['pwd'], provedAt: null, rev: 0 }
  const session = {
    id: randomUUID(),
    accountId: 'a',
    address: 'a@b.cn',
    token,
    ...level,
    browser,
    ...times,
    challenge,
    outbox: [],
  }
  await sessions.insert(session)
  return session
}

/** What the specification says of a challenge. Times in ms since the beginning. */
interface Model {
  status: Status
  ordinal: number
  ticketUntil: number
  phone: string | null
  scanUntil: number
}

type Step = { do: keyof typeof acts; phone: string; wait: number }
interface Walk {
  session: Session
  model: Model
  at: number
}

const isAlive = ({ at }: Walk) => at < limits.challengeLife
const target = ({ session, at }: Walk) => ({
  sessionId: session.id,
  challengeId: session.challenge!.id,
  now: later(begin, at),
})
const scanOf = (walk: Walk, phone: string) => ({
  id: `scan-of-${phone}`,
  mark: phone,
  sealed: '',
  isBound: true,
  scene: 1011,
  until: later(begin, walk.at + limits.confirmLife),
})
const grant = (walk: Walk) => ({
  raise: { aal: 2 as const, amr: 'scan', provedAt: later(begin, walk.at) },
  token: firstToken(keys, 'session').token,
  expiresAt: later(begin, limits.sessionLife),
  events: [],
})

/** Each act: what the specification expects of it, and what the store does. `after` is applied to the model when it is allowed. */
const acts = {
  renew: (walk: Walk) => ({
    isAllowed: isAlive(walk) && walk.model.status === 'pending',
    after: { ordinal: walk.model.ordinal + 1, ticketUntil: walk.at + limits.ticketLife },
    done: sessions.renewTicket(target(walk), walk.model.ordinal, {
      ...newTicket(keys, 'c', later(begin, walk.at), null, false),
      ordinal: walk.model.ordinal + 1,
    }),
  }),
  scan: (walk: Walk, phone: string) => ({
    isAllowed: isAlive(walk) && walk.model.status === 'pending' && walk.at < walk.model.ticketUntil,
    after: { status: 'scanned', phone, scanUntil: walk.at + limits.confirmLife } as const,
    done: sessions.scan(target(walk), walk.model.ordinal, scanOf(walk, phone), false, event(later(begin, walk.at))),
  }),
  approve: (walk: Walk, phone: string) => ({
    isAllowed:
      isAlive(walk) &&
      ['scanned', 'approved'].includes(walk.model.status) &&
      phone === walk.model.phone &&
      walk.at < walk.model.scanUntil,
    after: {
      status: 'approved',
      scanUntil: walk.model.status === 'approved' ? walk.model.scanUntil : walk.at + limits.redeemLife,
    } as const,
    done: sessions.approve(
      target(walk),
      { id: `scan-of-${phone}`, mark: phone },
      later(begin, walk.at + limits.redeemLife),
      event(later(begin, walk.at)),
    ),
  }),
  deny: (walk: Walk, phone: string) => ({
    isAllowed: isAlive(walk) && ['scanned', 'approved'].includes(walk.model.status) && phone === walk.model.phone,
    after: { status: 'denied' } as const,
    done: sessions.deny(
      target(walk),
      { scanId: `scan-of-${phone}`, mark: phone },
      'refused',
      event(later(begin, walk.at)),
    ),
  }),
  redeem: (walk: Walk) => ({
    isAllowed: isAlive(walk) && walk.model.status === 'approved' && walk.at < walk.model.scanUntil,
    after: { status: 'redeemed' } as const,
    done: sessions.grant(target(walk), 'redeem', grant(walk)),
  }),
  guess: (walk: Walk) => ({
    isAllowed: isAlive(walk) && ['pending', 'scanned', 'approved'].includes(walk.model.status),
    after: { status: 'redeemed' } as const,
    done: sessions.grant(target(walk), 'guess', { ...grant(walk), kind: 'wechat' }),
  }),
}

async function take(walk: Walk, { do: name, phone, wait }: Step): Promise<Walk> {
  const now = { ...walk, at: walk.at + wait }
  const { isAllowed, after, done } = acts[name](now, phone)
  const won = await done
  expect({ name, at: now.at, won: won !== null }).toEqual({ name, at: now.at, won: isAllowed })
  const model = isAllowed ? { ...walk.model, ...after } : walk.model
  const stored = await sessions.byId(walk.session.id)
  expect(stored!.challenge).toMatchObject({ status: model.status, ticket: { ordinal: model.ordinal } })
  expect(stored!.challenge!.scan?.mark ?? null).toBe(model.phone)
  expect(stored!.aal).toBe(model.status === 'redeemed' ? 2 : 1)
  return { ...now, model }
}

const step: fc.Arbitrary<Step> = fc.record({
  // Weighted towards the way that a user goes, so that the far states are reached.
  do: fc.constantFrom(
    'scan',
    'scan',
    'scan',
    'approve',
    'approve',
    'redeem',
    'redeem',
    'deny',
    'guess',
    'renew',
    'renew',
  ),
  phone: fc.constantFrom('A', 'A', 'A', 'B'),
  wait: fc.constantFrom(0, 1_000, 5_000, 59_999, 60_000, 119_999, 120_000, 300_000),
})

it('Q05, Q07, Q09, Q21: whatever is tried in whatever order, the store does what the specification says and nothing else', async () => {
  const walkAll = async (steps: Step[]) => {
    const session = await insert()
    const model = { status: 'pending' as const, ordinal: 1, ticketUntil: limits.ticketLife, phone: null, scanUntil: 0 }
    let walk: Walk = { session, model, at: 0 }
    for (const one of steps) walk = await take(walk, one)
  }
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), walkAll), {
    numRuns: 120,
    seed: 20_261_124,
  })
}, 60_000)

it('Q21: from denied and redeemed no move leads anywhere', () => {
  const ends = new Set<Status>(['denied', 'redeemed'])
  for (const { from } of Object.values(moves)) expect(from.filter((status) => ends.has(status))).toEqual([])
})
