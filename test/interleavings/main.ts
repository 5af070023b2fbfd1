// `npm run test:interleavings [-- --seed=1 --runs=1000]`: two clients of one account, their store calls interleaved in every order that the seed draws.
import { parseArgs } from 'node:util'
import { openTestDatabase } from '../actors/test-database.ts'
import { secondsSince } from '../setup/command.ts'
import { startTestMongod } from '../setup/mongod.ts'
import { groundOn, runInterleavings } from './run.ts'

const { values } = parseArgs({ options: { seed: { type: 'string' }, runs: { type: 'string', default: '100000' } } })
const seed = Number(values.seed ?? Date.now() % 1_000_000_000)
const wanted = Number(values.runs)
/** Each on a database of its own, so that none grows large. */
const chunk = 5_000

const start = performance.now()
const mongod = await startTestMongod()
const faults: string[] = []
let runs = 0
let calls = 0
console.log(`seed ${seed}`)
try {
  while (runs < wanted && faults.length === 0) {
    const { database, stop } = await openTestDatabase(mongod.uri)
    const done = await runInterleavings(groundOn(database), Math.min(chunk, wanted - runs), seed + runs)
    await stop()
    runs += done.runs
    calls += done.calls
    faults.push(...done.faults.map((fault) => `the first after ${done.foundAfter}: ${fault}`))
    console.log(`${runs} in ${secondsSince(start)}, lost writes ${done.lost}, won ${JSON.stringify(done.won)}`)
  }
} finally {
  await mongod.stop()
}
for (const fault of faults) console.error(fault)
console.log(
  `${runs} interleavings, ${faults.length} faults, ${calls} store calls, seed ${seed}, ${secondsSince(start)}`,
)
process.exitCode = faults.length === 0 && runs >= wanted ? 0 : 1
