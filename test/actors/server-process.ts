import { spawn, type ChildProcess } from 'node:child_process'
import { keepLog } from '../after/evidence.ts'
import { noteEnvironment } from '../after/ledger.ts'
import { root } from '../setup/command.ts'
import { bundle } from './bundle.ts'

export interface ServerProcess {
  url: string
  port: number
  /** Where mail servers ask; null without DOORS_PORT. */
  doors: string | null
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM, and what its end was. */
  stop(): Promise<number | null>
  /** Everything it wrote. */
  output(): string
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

/** Told before the line that is waited for. */
function doorsIn(output: string): string | null {
  const port = /"listener":"doors","host":"[^"]*","port":(\d+)/.exec(output)?.[1]
  return port === undefined ? null : `http://127.0.0.1:${port}`
}

/** Starts the product as an operator does, with this environment and nothing else. @throws Error with its output when it ends instead of listening. */
export async function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['--import', leash, bundle('main')], {
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
    doors: doorsIn(text),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    output: () => text,
  }
}
