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

const two = (value: number) => String(value).padStart(2, '0')

/** 94 → 1:34, 3694 → 1:01:34 */
export function minutes(seconds: number): string {
  const rest = two(seconds % 60)
  const whole = Math.floor(seconds / 60)
  return whole < 60 ? `${whole}:${rest}` : `${Math.floor(whole / 60)}:${two(whole % 60)}:${rest}`
}

/** Milliseconds until the figure of a countdown to `until` changes, so that it steps evenly; between 1 and 1000. */
export function untilNextStep(until: string, now: number): number {
  const rest = (Date.parse(until) - now) % 1_000
  return rest > 0 ? rest : rest + 1_000
}
