import { mkdirSync, rmSync } from 'node:fs'
import { runAside } from '../setup/command.ts'
import { isFresh } from '../setup/freshness.ts'

/** Where the demo finds what it runs. */
export const built = {
  portal: '.build/portal',
  server: '.build/server',
  weapp: '.build/weapp',
  phone: '.build/demo/phone',
  page: '.build/demo/page',
} as const

/** The origin that the mini-program is built for; whoever serves its files puts the real one in its place. */
export const builtFor = 'http://portal.localhost'

interface Build {
  name: string
  work: readonly string[]
  from: readonly string[]
  to: string
}

const dependencies = ['package-lock.json', 'tsconfig.json']
const page = [
  'test/demo/page/main.ts',
  'test/demo/page/style.css',
  'test/demo/page/index.html',
  'server/portal/icon.svg',
]
const copied = ['--loader:.html=copy', '--loader:.svg=copy']

const builds: readonly Build[] = [
  {
    name: 'the portal',
    work: ['tsx', 'server/portal-build.ts'],
    from: ['server/portal', 'server/portal-build.ts', 'shared', ...dependencies],
    to: built.portal,
  },
  {
    name: 'the server',
    work: ['tsx', 'server/build.ts'],
    from: ['server', 'shared', ...dependencies],
    to: `${built.server}/main.js`,
  },
  {
    name: 'the mini-program',
    work: ['tsx', 'miniprogram/build.ts', '--out', built.weapp],
    from: ['miniprogram', 'shared', 'project.config.json', ...dependencies],
    to: built.weapp,
  },
  {
    name: 'the phones',
    work: ['tsx', 'miniprogram/preview/bundle.ts', built.weapp, built.phone],
    from: [built.weapp, 'miniprogram/preview', ...dependencies],
    to: built.phone,
  },
  {
    name: 'the console',
    work: [
      'esbuild',
      ...page,
      ...copied,
      '--bundle',
      '--format=esm',
      '--entry-names=[name]',
      `--outdir=${built.page}`,
      '--log-level=warning',
    ],
    from: ['test/demo/page', 'server/portal/styles', 'server/portal/icon.svg', 'shared', ...dependencies],
    to: built.page,
  },
]

/** Builds what is missing or older than its sources, one line each. @throws Error with everything that a build wrote when it fails. */
export async function bringUpToDate(say: (line: string) => void): Promise<void> {
  // For Taro, which hands it to the mini-program.
  process.env['API_BASE'] = builtFor
  mkdirSync('.build', { recursive: true })
  for (const { name, work, ...each } of builds) {
    if (isFresh(each)) continue
    say(`Building ${name} …`)
    const { isWell, output } = await runAside(work)
    if (isWell) continue
    rmSync(each.to, { recursive: true, force: true })
    throw new Error(`${name} cannot be built\n${output}`)
  }
}
