/** Which calls a fault meets. Without any of these: every call. */
export interface FaultMatch {
  /** Of an URL, or what a stand-in calls its places. */
  path?: string
  /** From the nth matching call on, counted from 1 after the fault was set. */
  nth?: number
  /** At most so many calls. */
  times?: number
  /** 0–1. */
  probability?: number
}

export type Counted = FaultMatch & { seen: number; fired: number }

function meets(fault: Counted, path: string): boolean {
  if (fault.path !== undefined && fault.path !== path) return false
  fault.seen += 1
  if (fault.seen < (fault.nth ?? 1) || fault.fired >= (fault.times ?? Infinity)) return false
  if (Math.random() >= (fault.probability ?? 1)) return false
  fault.fired += 1
  return true
}

/** The faults that meet this call, in the order they were set; counts the call. */
export const takeFaults = <F extends Counted>(faults: readonly F[], path: string): F[] =>
  faults.filter((fault) => meets(fault, path))
