// `npm run test:failover [times]`: the failover ten times in a row; the first that is red ends it.
import { readFileSync, rmSync } from 'node:fs'
import { runInView } from '../setup/command.ts'
import { failoverFile } from './failover-people.ts'

const times = Number(process.argv[2] ?? 10)
const jest = ['jest', '--config', 'test/jest.config.mjs', '--testMatch=**/failover.slow.ts']
const env = { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' }

const pauses: number[] = []
for (let run = 0; run < times; run += 1) {
  rmSync(failoverFile, { force: true })
  if (!runInView(jest, env)) break
  pauses.push((JSON.parse(readFileSync(failoverFile, 'utf8')) as { pause: number }).pause)
}
console.log(`${pauses.length} of ${times}; longest pause ${(Math.max(0, ...pauses) / 1_000).toFixed(1)} s`)
process.exitCode = pauses.length === times ? 0 : 1
