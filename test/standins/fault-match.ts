/** Which of the calls it may meet a fault meets. Without any of these: every one. */
export interface FaultMatch {
  /** From the nth matching call on, counted from 1 after the fault was set. */
  nth?: number
  /** At most so many calls. */
  times?: number
  /** 0–1. */
  probability?: number
}

export interface FaultCount {
  seen: number
  fired: number
}

/** Counts a call that the fault may meet. @returns whether it does. */
export function fires(fault: FaultMatch & FaultCount): boolean {
  fault.seen += 1
  if (fault.seen < (fault.nth ?? 1) || fault.fired >= (fault.times ?? Infinity)) return false
  if (Math.random() >= (fault.probability ?? 1)) return false
  fault.fired += 1
  return true
}
