import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const { default: config } = (await import(new URL('../jest.config.mjs', import.meta.url).href)) as {
  default: Record<string, unknown>
}

/** What of jest's `--json` is read. */
interface Assertion {
  fullName: string
  status: 'passed' | 'failed' | 'pending'
  failureDetails: { matcherResult?: object }[]
}
interface Result {
  testResults: { assertionResults: Assertion[]; message: string }[]
}

export interface Verdict {
  /** The first test that failed, if it failed for a reason that a guard can be the cause of. */
  killer: string | undefined
  isGreen: boolean
  /** What jest said of suites that could not run. */
  trouble: string
}

/** With one run, in ms: on a machine with much else to do the longest file has taken more than five minutes. */
const patience = 600_000

/** Jest in this folder, on the mongod of TEST_MONGODB_URI, so that no run starts one of its own. */
function jest(folder: string, tests: readonly string[], out: string): Promise<void> {
  const { globalSetup: _, globalTeardown: __, ...rest } = config
  const args = ['--config', JSON.stringify({ ...rest, rootDir: folder }), '--json', `--outputFile=${out}`]
  const child = spawn('node_modules/.bin/jest', [...args, '--silent', '--maxWorkers=2', '--runTestsByPath', ...tests], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
    stdio: 'ignore',
    timeout: patience,
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve())
  })
}

/** A suite that cannot even begin says nothing of a guard: a test beside the failed one passed, or an expectation was not met. */
function isTelling({ assertionResults }: Result['testResults'][number]): boolean {
  return assertionResults.some(
    ({ status, failureDetails }) => status === 'passed' || failureDetails.some((detail) => detail.matcherResult),
  )
}

export async function judge(folder: string, tests: readonly string[]): Promise<Verdict> {
  const out = join(folder, 'result.json')
  rmSync(out, { force: true })
  await jest(folder, tests, out)
  if (!existsSync(out)) return { killer: undefined, isGreen: false, trouble: `no result within ${patience / 1_000} s` }
  const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as Result
  const failed = testResults.filter(isTelling).flatMap(({ assertionResults }) => assertionResults)
  const all = testResults.flatMap(({ assertionResults }) => assertionResults)
  return {
    killer: failed.find(({ status }) => status === 'failed')?.fullName,
    isGreen: all.length > 0 && testResults.every(({ message }) => message === ''),
    trouble: testResults.map(({ message }) => message).join('\n'),
  }
}
