import { spawn, spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** The repository: what every path of the tests' tooling is relative to. */
export const root = join(import.meta.dirname, '..', '..')

const env = (extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
  ...extra,
})

/** Runs a command of ours or of a dependency in the repository, its output on this terminal. @returns whether it ended well. */
export function runInView([program = '', ...args]: readonly string[], extra?: NodeJS.ProcessEnv): boolean {
  return spawnSync(program, args, { cwd: root, env: env(extra), stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
}

/** Like `runInView`, but keeps the output, so that several can run at once. */
export async function runAside(
  [program = '', ...args]: readonly string[],
  extra?: NodeJS.ProcessEnv,
): Promise<{ isWell: boolean; output: string }> {
  const child = spawn(program, args, { cwd: root, env: env(extra), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const keep = (bytes: Buffer): void => {
    output += bytes.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ isWell: false, output: error.message }))
    child.on('close', (code) => resolve({ isWell: code === 0, output: output.trim() }))
  })
}

/** Seconds since a `performance.now()`, as people read them. */
export const secondsSince = (start: number): string => `${((performance.now() - start) / 1_000).toFixed(1)} s`
