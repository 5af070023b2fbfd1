import { spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isFresh } from '../setup/freshness.ts'
import { root } from '../setup/command.ts'

const built = join(root, '.build', 'server')
const sources = ['server', 'shared', 'package-lock.json'].map((path) => join(root, path))

/** The bundle that operators run: the server, or their commands. Built aside and moved into place, because several test files may need it at once. */
export function bundle(name: 'main' | 'cli'): string {
  const file = join(built, `${name}.js`)
  if (isFresh({ from: sources, to: file })) return file
  const aside = `${built}-${process.pid}`
  const script = `import('${join(root, 'server', 'build.ts')}').then(({ buildServer }) => buildServer('${aside}'))`
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '-e', script], { cwd: root })
  if (status !== 0) throw new Error(`the server does not build: ${stderr.toString()}`)
  mkdirSync(built, { recursive: true })
  for (const made of ['main.js', 'main.js.map', 'cli.js', 'cli.js.map'])
    renameSync(join(aside, made), join(built, made))
  rmSync(aside, { recursive: true })
  return file
}
