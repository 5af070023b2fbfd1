/**
 * Runs `work` with a signal that fires after `ms`, and rejects then even when `work` does not listen to it.
 * A peer that drips one byte a second defeats any idle time-out; this one counts from the start.
 */
export async function withDeadline<T>(ms: number, work: (signal: AbortSignal) => Promise<T>, late: () => Error) {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late())
      controller.abort()
    }, ms)
  })
  try {
    return await Promise.race([work(controller.signal), timeUp])
  } finally {
    clearTimeout(timer)
  }
}
