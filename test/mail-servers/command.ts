import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

export interface Ended {
  code: number | null
  output: string
}

/** Runs a program of the system to its end. @returns its status and what it wrote. */
export function run(
  program: string,
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()))
  child.stdin.on('error', () => undefined).end(input)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}

/** @throws Error with what it wrote when it ends badly. */
export async function runWell(program: string, args: readonly string[]): Promise<string> {
  const { code, output } = await run(program, args)
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${output}`)
  return output
}

export interface Daemon {
  /** SIGTERM; settles when it is gone. */
  stop(): Promise<void>
  /** SIGKILL, to all that it has started too: for one that is slow to go, and of which nothing is kept. */
  kill(): Promise<void>
  hasEnded(): boolean
}

/** A server in the foreground. It ends with this process, however that ends (`setpriv --pdeathsig`, util-linux). @param log the file for its output. */
export function startDaemon(program: string, args: readonly string[], log: string): Daemon {
  const output = openSync(log, 'a')
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
    stdio: ['ignore', output, output],
    // A group of its own: Postfix ends all of its.
    detached: true,
  })
  closeSync(output)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()))
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  return {
    hasEnded,
    stop() {
      child.kill('SIGTERM')
      return ended
    },
    kill() {
      if (!hasEnded()) process.kill(-child.pid!, 'SIGKILL')
      return ended
    },
  }
}
