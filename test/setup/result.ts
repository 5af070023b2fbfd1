import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** What .ci/run counts of a result of jest. */
const counted = ['numPassedTests', 'numTotalTests', 'numRuntimeErrorTestSuites'] as const
type Result = Record<(typeof counted)[number], number>

/** A run without a result did not come to its end: one suite that could not load. */
const none: Result = { numPassedTests: 0, numTotalTests: 0, numRuntimeErrorTestSuites: 1 }

const read = (file: string): Result => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result) : none)

/** Adds the result of one run of jest to that of another. */
export function addResult(from: string, to: string): void {
  const [one, other] = [read(from), read(to)]
  const sums = counted.map((name) => [name, one[name] + other[name]])
  writeFileSync(to, JSON.stringify({ ...other, ...Object.fromEntries(sums) }))
}
