import { setTimeout as sleep } from 'node:timers/promises'
import type { Running } from './folder.ts'
import { periods } from './periods.ts'
import { endAsText, signal, type End } from './processes.ts'

/** A mongod process, our child or taken over. */
export interface Mongod extends Running {
  /** Settles, never rejects, when the process is no more. */
  ended: Promise<End>
  /** What it wrote that tells why it ended. */
  lastWords(): string
}

/** mongod's own exit code for it. */
export const portTaken = 48

export class EndedEarly extends Error {
  readonly end: End
  constructor(end: End, words: string) {
    super(`MongoDB ended while starting (${endAsText(end)}): ${words}`)
    this.end = end
  }
}

/** Ends it, politely at first; the journal makes either way safe. */
export async function end(
  { pid, ended }: Mongod,
  kinds: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGKILL'],
): Promise<void> {
  for (const kind of kinds) {
    // One that has ended already may have left its pid to another program.
    if (await within(0, ended)) return
    signal(pid, kind)
    if (await within(periods.stop, ended)) return
  }
}

/** @returns nothing when the time is over first. */
export async function within<T>(time: number, promise: Promise<T>): Promise<T | undefined> {
  const over = new AbortController()
  const wait = sleep(time, undefined, { signal: over.signal }).catch(() => undefined)
  return Promise.race([promise, wait]).finally(() => over.abort())
}
