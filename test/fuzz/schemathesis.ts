// Schemathesis, a program that is not ours, makes requests from /openapi.json and judges the answers. It lives in a Python environment of its own.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/command.ts'

const version = '4.32.5'
const home = join(root, 'node_modules', '.cache', 'schemathesis', version)
const program = join(home, 'bin', 'schemathesis')

function run(command: string, args: string[], advice: string): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status === 0) return
  rmSync(home, { recursive: true, force: true })
  throw new Error(`${command} ${args.join(' ')} failed. ${advice}`)
}

/** Makes the environment, once. @throws Error that names the command which would help. */
export function installSchemathesis(): void {
  if (existsSync(program)) return
  console.log(`Installing schemathesis ${version} with pip into ${home} (once).`)
  run('python3', ['-m', 'venv', home], 'On Debian, run: sudo apt-get install -y --no-install-recommends python3-venv')
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `schemathesis==${version}`]
  run(join(home, 'bin', 'python3'), pip, 'It needs Python 3.10 or newer and a package index that pip reaches.')
}

/** One run, its report on this terminal. @param cwd where it may leave files. @returns whether it found nothing. */
export function runSchemathesis(cwd: string, config: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(program, ['--config-file', config, 'run', ...args], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0))
  })
}
