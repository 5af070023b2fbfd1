import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '../../shared/limits.ts'
import { root } from '../setup/command.ts'

const leash = new URL('leash.mjs', import.meta.url).href

/** A process of the demo. It is in a group of its own: Ctrl-C reaches the demo alone, which then stops it in order. */
export interface Child {
  /** Settles with the first match in what it writes to its standard output. @throws Error when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  /** Settles, never rejects, with one line that tells how it ended. */
  ended: Promise<string>
  /** Lets go of its leash; kills it when that is not enough. */
  stop(): Promise<void>
}

/** Takes a process into care as soon as it runs. */
export type Keep = (child: Child) => Child

/** Starts a Node program. What it writes to its standard error is for the terminal. @param hear is shown what it writes to its standard output. */
export function startChild(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  hear: (text: string) => void = () => undefined,
): Child {
  const child = spawn(process.execPath, ['--import', leash, ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (bytes: Buffer) => {
    output = (output + bytes.toString()).slice(-outputKept)
    hear(bytes.toString())
  })
  const ended = once(child, 'exit').then(
    ([code, signal]) => `${name} has ended (${signal ?? `exit code ${code}`})`,
    (error: Error) => `${name} does not start: ${error.message}`,
  )
  return {
    ended,
    says: (pattern) => heard(child.stdout, pattern, () => output, ended),
    async stop() {
      child.stdin.end()
      const patience = new AbortController()
      const late = sleep(limits.stopWithin, 'late', { signal: patience.signal }).catch(() => undefined)
      if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL')
      patience.abort()
      await ended
    },
  }
}

const outputKept = 64 * 1_024

function heard(stream: NodeJS.ReadableStream, pattern: RegExp, output: () => string, ended: Promise<string>) {
  return new Promise<RegExpExecArray>((resolve, reject) => {
    const look = (): void => {
      const found = pattern.exec(output())
      if (found) resolve(found)
    }
    stream.on('data', look)
    void ended.then((how) => reject(new Error(how)))
    look()
  })
}
