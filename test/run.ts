// `npm test`: sets the system up, checks, builds what the tests start, runs them. Arguments go to jest, and then only what is stale is built.
// With `--prepare` everything but the check and the tests: for what looks at the built product (pictures, sizes).
import { mkdirSync, rmSync } from 'node:fs'
import { builds } from './setup/builds.ts'
import { runInView, secondsSince } from './setup/command.ts'
import { isFresh } from './setup/freshness.ts'
import { setUpSystem } from './setup/system.ts'

interface Step {
  name: string
  /** A command, or work to be done here; a failure of either ends the run. */
  work: readonly string[] | (() => void)
  env?: Record<string, string>
  /** A build: what it reads and the folder that it writes. It is left out while that folder is newer. */
  build?: { from: readonly string[]; to: string }
  /** Left out when arguments ask for a part of the tests. */
  isForWholeRunOnly?: boolean
}

/** Read by .ci/run. */
const result = '.build/test-result.json'
const asked = process.argv.slice(2)
const isPreparing = asked.includes('--prepare')

const steps: readonly Step[] = [
  { name: 'system', work: () => setUpSystem() },
  { name: 'check', work: ['tsx', 'test/house/check.ts'], isForWholeRunOnly: true },
  ...builds.map(({ name, work, env, from, to }) => ({ name, work, env, build: { from, to } })),
  {
    name: 'tests',
    // Two workers: what drives a browser needs a core of its own.
    work: ['jest', '--config', 'test/jest.config.mjs', '--maxWorkers=2', '--json', `--outputFile=${result}`, ...asked],
  },
]

const jestOptions = { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' }

function take({ name, work, env, build, isForWholeRunOnly }: Step): string {
  if (isForWholeRunOnly && asked.length > 0) return `${name}: left out`
  if (isPreparing && name === 'tests') return `${name}: left out`
  if (build && isFresh(build)) return `${name}: up to date`
  const start = performance.now()
  if (typeof work === 'function') work()
  else if (!runInView(work, { ...jestOptions, ...env })) {
    if (build) rmSync(build.to, { recursive: true, force: true })
    throw new Error(`${name} failed after ${secondsSince(start)}: ${work.join(' ')}`)
  }
  return `${name}: ${secondsSince(start)}`
}

const start = performance.now()
const done: string[] = []
mkdirSync('.build', { recursive: true })
rmSync(result, { force: true })
try {
  for (const step of steps) done.push(take(step))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
console.log(`${done.join(' · ')} · all: ${secondsSince(start)}`)
