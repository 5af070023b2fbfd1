/** The server's clock as seen from here: what is shown never depends on how this computer's clock is set. */
export interface Clock {
  /** @param now ISO time of an answer that just arrived. */
  sync(now: string): void
  /** Milliseconds of the server's clock. */
  now(): number
}

export function createClock(local: () => number = Date.now): Clock {
  let offset = 0
  return {
    sync(now) {
      const time = Date.parse(now)
      if (!Number.isNaN(time)) offset = time - local()
    },
    now: () => local() + offset,
  }
}

export const clock = createClock()

/** Whole seconds from `now` (milliseconds) to `until` (ISO), never below 0. */
export const secondsLeft = (until: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000))

/** 94 → 1:34 */
export const minutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** Milliseconds until the figure of a countdown to `until` changes, so that it steps evenly; between 1 and 1000. */
export function untilNextStep(until: string, now: number): number {
  const rest = (Date.parse(until) - now) % 1_000
  return rest > 0 ? rest : rest + 1_000
}
