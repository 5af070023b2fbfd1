// `npm run check`: everything that can be said about the code without running it. All checks run at once, all faults are shown.
import { root, runAside, secondsSince } from '../setup/command.ts'
import { houseFaults } from './rules.ts'

type Check = () => Promise<{ isWell: boolean; output: string }>

const checks: Record<string, Check> = {
  'types (tsc)': () => runAside(['tsc', '--noEmit']),
  'lint (oxlint)': () => runAside(['oxlint']),
  'unused (knip)': () => runAside(['knip', '--no-progress', '--no-config-hints']),
  'format (prettier)': () => runAside(['prettier', '--check', '--cache', '--log-level', 'warn', '.']),
  'house (test/house)': async () => {
    const faults = houseFaults(root)
    return { isWell: faults.length === 0, output: faults.join('\n') }
  },
}

async function report([name, check]: [string, Check]): Promise<boolean> {
  const start = performance.now()
  const { isWell, output } = await check()
  console.log(`${isWell ? 'ok    ' : 'FAILED'} ${name}, ${secondsSince(start)}${isWell ? '' : `\n${output}\n`}`)
  return isWell
}

const verdicts = await Promise.all(Object.entries(checks).map(report))
process.exitCode = verdicts.every(Boolean) ? 0 : 1
