// `npm test`: sets the system up, checks, builds what the tests start, runs them. Arguments go to jest, and then only what is stale is built.
// With `--after` such a run is also searched for secrets that leaked (test/after), as a whole run is.
// With `--prepare` everything but the check and the tests: for what looks at the built product (pictures, sizes).
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { builds } from './setup/builds.ts'
import { root, runInView, secondsSince } from './setup/command.ts'
import { isFresh } from './setup/freshness.ts'
import { addResult } from './setup/result.ts'
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
const afterResult = '.build/after-result.json'
const secrecy = join(root, '.build', 'secrecy')
const asked = process.argv.slice(2).filter((argument) => argument !== '--after')
const isPreparing = asked.includes('--prepare')
const isSearching = asked.length === 0 || process.argv.includes('--after')

const steps: readonly Step[] = [
  { name: 'system', work: () => setUpSystem() },
  { name: 'check', work: ['tsx', 'test/house/check.ts'], isForWholeRunOnly: true },
  ...builds.map(({ name, work, env, from, to }) => ({ name, work, env, build: { from, to } })),
  {
    name: 'tests',
    work: runTests,
  },
]

/** Both runs, even when the first one fails; their results become one. */
function runTests(): void {
  // Two workers: what drives a browser needs a core of its own.
  const first = jest('test/jest.config.mjs', result, ['--maxWorkers=2', ...asked])
  const isWell = isSearching ? searchAfter() && first : first
  if (!isWell) throw new Error('tests failed')
}

function searchAfter(): boolean {
  const isWell = jest('test/after/jest.config.mjs', afterResult, [])
  addResult(afterResult, result)
  return isWell
}

const jest = (config: string, outputFile: string, more: readonly string[]): boolean =>
  runInView(['jest', '--config', config, '--json', `--outputFile=${outputFile}`, ...more], {
    ...jestOptions,
    ...(isSearching && { TEST_SECRECY: secrecy, TEST_SECRECY_OF: asked.length === 0 ? 'whole' : 'part' }),
  })

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
for (const old of [result, afterResult, secrecy]) rmSync(old, { recursive: true, force: true })
mkdirSync(secrecy, { recursive: true })
try {
  for (const step of steps) done.push(take(step))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
console.log(`${done.join(' · ')} · all: ${secondsSince(start)}`)
