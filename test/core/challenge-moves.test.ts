// The state machine against the real store: random walks beside a model that was written from the specification, not from the table of moves.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { moves } from '../../server/core/challenge.ts'
import type { Sessions } from '../../server/core/stores.ts'
import { createSessions } from '../../server/store/sessions.ts'
import type { Status } from '../../shared/factors.ts'
import { openTestDatabase, type TestDatabase } from '../actors/test-database.ts'
import { acts, startWalk, type Walk } from './challenge-model.ts'

let held: TestDatabase
let sessions: Sessions
beforeAll(async () => {
  held = await openTestDatabase()
  sessions = createSessions(held.database.models)
})
afterAll(() => held.stop())

interface Step {
  do: keyof typeof acts
  phone: string
  wait: number
  needsNumber: boolean
}

async function take(walk: Walk, { do: name, phone, wait, needsNumber }: Step): Promise<Walk> {
  const now = { ...walk, at: walk.at + wait }
  const { isAllowed, after, done } = acts[name](sessions, now, phone, needsNumber)
  const won = await done
  expect({ name, at: now.at, won: won !== null }).toEqual({ name, at: now.at, won: isAllowed })
  const model = isAllowed ? { ...walk.model, ...after } : walk.model
  const stored = await sessions.byId(walk.session.id)
  const { status, isMatched, needsNumber: needs } = model
  expect(stored!.challenge).toMatchObject({ status, isMatched, needsNumber: needs, ticket: { ordinal: model.ordinal } })
  expect(stored!.challenge!.scan?.mark ?? null).toBe(model.phone)
  expect(stored!.challenge!.typed).toBe(model.isTyped ? 'wechat' : null)
  expect(stored!.aal).toBe(status === 'redeemed' ? 2 : 1)
  return { ...now, model }
}

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom(...(Object.keys(acts) as Step['do'][])),
  phone: fc.constantFrom('A', 'A', 'A', 'B'),
  needsNumber: fc.boolean(),
  wait: fc.constantFrom(0, 0, 1_000, 59_999, 60_000, 120_000),
})

// Walks begin somewhere on the way that a user goes, so that the far states are tried as often as the near ones.
const confirmed: Step['do'][] = ['scan', 'approve']
const ways: Step['do'][][] = [[], ['scan'], confirmed, confirmed, confirmed, [...confirmed, 'match'], ['claim']]
const way = fc.tuple(fc.constantFrom(...ways), fc.boolean(), fc.constantFrom(1_000, 119_999, 300_000))
const walks = fc.tuple(way, fc.array(step, { minLength: 1, maxLength: 4 })).map(([[done, needsNumber, wait], more]) => {
  const begun = done.map((name, at) => ({ do: name, phone: 'A', needsNumber, wait: at === 0 ? wait : 1_000 }))
  return [...begun, ...more]
})

it('Q05, Q07, Q09, Q21: whatever is tried in whatever order, the store does what the specification says and nothing else', async () => {
  const ends = new Map<Status, number>()
  const walkAll = async (steps: Step[]) => {
    let walk = await startWalk(sessions)
    for (const one of steps) walk = await take(walk, one)
    ends.set(walk.model.status, (ends.get(walk.model.status) ?? 0) + 1)
  }
  await fc.assert(fc.asyncProperty(walks, walkAll), { numRuns: 300, seed: 20_261_124 })
  // Walks that never get anywhere would prove nothing.
  for (const status of ['pending', 'scanned', 'approved', 'denied', 'redeemed'] as const)
    expect(ends.get(status) ?? 0).toBeGreaterThan(5)
}, 60_000)

it('Q21: from denied and redeemed no move leads anywhere', () => {
  const ends = new Set<Status>(['denied', 'redeemed'])
  for (const { from } of Object.values(moves)) expect(from.filter((status) => ends.has(status))).toEqual([])
})
