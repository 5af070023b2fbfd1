import { mkdirSync, rmSync } from 'node:fs'
import { builds, built as product, dependencies, type Build } from '../setup/builds.ts'
import { runAside } from '../setup/command.ts'
import { isFresh } from '../setup/freshness.ts'

/** Where the demo finds what it runs. */
export const built = { ...product, page: '.build/demo/page' } as const

const page = [
  'test/demo/page/main.ts',
  'test/demo/page/style.css',
  'test/demo/page/index.html',
  'server/portal/icon.svg',
]
const copied = ['--loader:.html=copy', '--loader:.svg=copy']
const flags = ['--bundle', '--format=esm', '--entry-names=[name]', `--outdir=${built.page}`, '--log-level=warning']

const consolePage: Build = {
  name: 'console',
  work: ['esbuild', ...page, ...copied, ...flags],
  from: ['test/demo/page', 'server/portal/styles', 'server/portal/icon.svg', 'shared', ...dependencies],
  to: built.page,
}

/** Builds what is missing or older than its sources, one line each. @throws Error with everything that a build wrote when it fails. */
export async function bringUpToDate(say: (line: string) => void): Promise<void> {
  mkdirSync('.build', { recursive: true })
  for (const { name, work, env, ...each } of [...builds, consolePage]) {
    if (isFresh(each)) continue
    say(`Building the ${name} …`)
    const { isWell, output } = await runAside(work, env)
    if (isWell) continue
    rmSync(each.to, { recursive: true, force: true })
    throw new Error(`the ${name} cannot be built\n${output}`)
  }
}
