import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { keepLog } from '../after/evidence.ts'
import { noteEnvironment } from '../after/ledger.ts'
import { isFresh } from '../setup/freshness.ts'
import { root } from '../setup/command.ts'

export interface ServerProcess {
  url: string
  port: number
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM, and what its end was. */
  stop(): Promise<number | null>
  /** Everything it wrote. */
  output(): string
}

const built = join(root, '.build', 'server')
const sources = ['server', 'shared', 'package-lock.json'].map((path) => join(root, path))

/** The bundle that operators run. Built aside and moved into place, because several test files may need it at once. */
function buildIfStale(): string {
  const main = join(built, 'main.js')
  if (isFresh({ from: sources, to: main })) return main
  const aside = `${built}-${process.pid}`
  const script = `import('${join(root, 'server', 'build.ts')}').then(({ buildServer }) => buildServer('${aside}'))`
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '-e', script], { cwd: root })
  if (status !== 0) throw new Error(`the server does not build: ${stderr.toString()}`)
  mkdirSync(built, { recursive: true })
  for (const name of ['main.js', 'main.js.map']) renameSync(join(aside, name), join(built, name))
  rmSync(aside, { recursive: true })
  return main
}

// It ends with the test run, however that ended.
const leash = new URL('../demo/leash.mjs', import.meta.url).href

/** Settles with its port as soon as the process says that it listens. */
function untilListening(child: ChildProcess, output: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', () => {
      const line = /"port":(\d+).*"msg":"listening"/.exec(output())
      if (line) resolve(Number(line[1]))
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output()}`)))
  })
}

/** Starts the product as an operator does, with this environment and nothing else. @throws Error with its output when it ends instead of listening. */
export async function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['--import', leash, buildIfStale()], {
    cwd: root,
    env: { PATH, HOME, PORT: '0', ...env },
  })
  noteEnvironment(env)
  let text = ''
  const hear = (bytes: Buffer) => {
    text += bytes.toString()
    keepLog(`server-${child.pid}`, bytes.toString())
  }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', hear)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  const port = await untilListening(child, () => text)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    output: () => text,
  }
}
