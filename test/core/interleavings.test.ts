// Two clients of one account, every call of the store in every order: `npm run test:interleavings` tries a hundred thousand.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { openTestDatabase, type TestDatabase } from '../actors/test-database.ts'
import { cases, type Case } from '../interleavings/case.ts'
import { play, type Ground } from '../interleavings/play.ts'
import { groundOn, runInterleavings } from '../interleavings/run.ts'
import type { Begun } from '../interleavings/stage.ts'

let held: TestDatabase
let ground: Ground
beforeAll(async () => {
  held = await openTestDatabase()
  ground = groundOn(held.database)
})
afterAll(() => held.stop())

const seed = 20_261_124

it('R1, Q05: however the store calls of two clients fall between each other, one proof is good for one session', async () => {
  const { faults, won, lost } = await runInterleavings(ground, 300, seed)
  expect(faults).toEqual([])
  // Clients that never get anywhere, or never in each other's way, would prove nothing.
  for (const count of Object.values(won)) expect(count).toBeGreaterThan(15)
  expect(lost).toBeGreaterThan(100)
}, 60_000)

it('the same case makes the same calls in the same order', async () => {
  for (const one of fc.sample(cases, { seed, numRuns: 5 }))
    expect((await play(ground, one)).calls).toEqual((await play(ground, one)).calls)
})

it('a store that spends a step without looking whether it is spent is seen', async () => {
  const waiting: Begun = { purpose: 'login', status: 'pending', needsNumber: false, tries: 0 }
  // The first has compared the code; before it spends the step, the second types the same code in another session and is signed in.
  const programs: Case['programs'] = [[{ do: 'guess now', on: 0 }], [{ do: 'guess now', on: 1 }]]
  const race: Case = { begun: [waiting, waiting], programs, bursts: [2] }
  expect(await play(ground, race)).toMatchObject({ faults: [], won: { code: 1 } })
  const { accounts } = ground.services
  const consume: typeof accounts.consume = async (id, ...given) =>
    (await accounts.consume(id, ...given)) ?? accounts.byId(id)
  const careless = { ...ground, services: { ...ground.services, accounts: { ...accounts, consume } } }
  expect(await play(careless, race)).toMatchObject({ faults: ['a step is spent once'], won: { code: 2 } })
})
