import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { root } from '../setup/command.ts'
import { pins } from './machine.ts'

export interface Program {
  pid: number
  /** What it printed when it was ready. */
  ready: RegExpExecArray
  stop(): Promise<void>
}

interface Start {
  args: readonly string[]
  env: NodeJS.ProcessEnv
  /** The first line that matches says that it is ready. */
  until: RegExp
  /** It gets the server's core to itself. */
  isPinned?: boolean
}

// It ends with the bench, however that ended.
const leash = new URL('../demo/leash.mjs', import.meta.url).href

/** Starts a Node program. What it writes after it is ready is read and thrown away. @throws Error when it ends before. */
export async function startProgram({ args, env, until, isPinned = false }: Start): Promise<Program> {
  const pin = isPinned && pins ? ['taskset', '-c', pins.server] : []
  const [program = '', ...rest] = [...pin, process.execPath, '--import', leash, ...args]
  const child = spawn(program, rest, { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const ready = await firstMatch(child, until)
  child.stdout.resume()
  return {
    pid: child.pid ?? 0,
    ready,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function firstMatch({ stdout, spawnfile }: ChildProcess, until: RegExp): Promise<RegExpExecArray> {
  const lines = createInterface(stdout!)
  for await (const line of lines) {
    const found = until.exec(line)
    if (found) {
      lines.close()
      return found
    }
  }
  throw new Error(`${spawnfile} ended before it was ready`)
}
