import { readFileSync } from 'node:fs'
import { commandLine, isAlive } from '../../server/mongod/processes.ts'
import { periods } from './periods.ts'

/** npm and what stands between it and this process. Somebody who kills one of them means the demo. */
async function starters(): Promise<number[]> {
  const found: number[] = []
  for (let pid = process.ppid; pid > 1; pid = parentOf(pid)) {
    found.push(pid)
    if (/\bnpm\b/.test(await commandLine(pid))) return found
  }
  return []
}

/** 0 where the system does not tell: then only the direct parent is watched. */
function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Calls `gone` when the demo was started by npm and npm, or a process between, is no more: a kill -9 passes nothing on. */
export async function watchStarters(gone: () => void): Promise<void> {
  const pids = await starters()
  if (pids.length === 0) return
  const watch = setInterval(() => {
    if (pids.every(isAlive)) return
    clearInterval(watch)
    gone()
  }, periods.starters)
  watch.unref()
}
