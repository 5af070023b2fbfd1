import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

/** How a process ended; neither is known of one that was not our child. */
export interface End {
  code?: number | null
  signal?: NodeJS.Signals | null
}

export const endAsText = ({ code, signal }: End): string =>
  signal ? `killed by ${signal}` : code == null ? 'gone' : `exit code ${code}`

/**
 * @returns whether a process with this id runs. One that has ended and waits for its parent to notice does not, once its last thread has let go of its files
 * and ports.
 */
export function isAlive(pid: number): boolean {
  const status = procFile(pid, 'status') ?? ''
  return signal(pid, 0) && !(/^State:\s+Z/m.test(status) && !/^Threads:\s+([2-9]|\d\d)/m.test(status))
}

/** @param kind 0 asks only. @returns whether there was a process of ours to take it. */
export function signal(pid: number, kind: NodeJS.Signals | 0): boolean {
  // 0 and below would mean whole groups of processes, our own among them.
  if (pid <= 0) return false
  try {
    return process.kill(pid, kind)
  } catch {
    return false
  }
}

/** @returns program and arguments with a space between them and one at the end; empty when there is no such process. */
export async function commandLine(pid: number): Promise<string> {
  const arguments_ = procFile(pid, 'cmdline')
  if (arguments_ !== undefined || process.platform === 'linux') return (arguments_ ?? '').replaceAll('\0', ' ')
  return promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', `${pid}`]).then(
    ({ stdout }) => `${stdout.trim()} `,
    () => '',
  )
}

function procFile(pid: number, name: 'cmdline' | 'status'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return undefined
  }
}
