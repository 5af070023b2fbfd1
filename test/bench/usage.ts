// What the kernel tells of a process (proc(5)). Linux only.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

export function residentBytes(pid: number): number {
  const kiB = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kiB) * 1_024
}

/** The kernel counts in hundredths of a second for everyone. */
const tick = 10

/** Milliseconds of processor that these processes have used, in user and kernel. */
function cpuMs(...pids: readonly number[]): number {
  const of = (pid: number) => {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold anything; what follows it are fields 3 and on.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * tick
  }
  return pids.reduce((sum, pid) => sum + of(pid), 0)
}

/** Starts to measure. @returns asks for the share of one core used since, in percent. */
export function watchCpu(...pids: readonly number[]): () => number {
  const [began, used] = [performance.now(), cpuMs(...pids)]
  return () => ((cpuMs(...pids) - used) / (performance.now() - began)) * 100
}

const window = 200

/** Settles when these processes have done next to nothing for a while. */
export async function untilIdle(...pids: readonly number[]): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    const used = watchCpu(...pids)
    await sleep(window)
    quiet = used() < 8 ? quiet + 1 : 0
  }
}
