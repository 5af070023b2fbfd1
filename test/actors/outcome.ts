import { setTimeout as sleep } from 'node:timers/promises'
import { CallError } from '../../shared/client.ts'
import type { ErrorCode } from '../../shared/errors.ts'

/** How a call of the contract ended: `ok`, or its problem's code. */
export const codeOf = (call: Promise<unknown>): Promise<ErrorCode | 'offline' | 'ok'> =>
  call.then(
    () => 'ok' as const,
    (error: unknown) => {
      if (error instanceof CallError) return error.code
      throw error
    },
  )

/** How often each of them is there. */
export function tally<T extends string>(all: readonly T[]): Partial<Record<T, number>> {
  const counts: Partial<Record<T, number>> = {}
  for (const one of all) counts[one] = (counts[one] ?? 0) + 1
  return counts
}

/** Asks until there is a database to answer, as a page does. Nothing but an outage may be answered on the way. */
export async function persist<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const asked = ask()
    const code = await codeOf(asked)
    if (code !== 'service.unavailable' || tries === 20) return asked
    await sleep(500)
  }
}
