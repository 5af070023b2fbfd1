import { limits } from '../../shared/limits.ts'
import type { Audit, Outboxes } from './stores.ts'

const batch = 200

/**
 * Carries events from the outboxes to the audit trail, at least once: appended by event id first, taken out afterwards. A kill between the
 * two repeats the append, which the id makes harmless. Every process runs it; none owns it.
 * @returns how many events were carried.
 */
export async function relayOutboxes(outboxes: Outboxes, audit: Audit): Promise<number> {
  let carried = 0
  for (;;) {
    const pending = await outboxes.pending(batch)
    for (const outbox of pending) {
      await audit.append(outbox.events)
      await outboxes.told(outbox)
      carried += outbox.events.length
    }
    if (pending.length < batch) return carried
  }
}

/** Runs until stopped; a failed round is told and tried again. */
export function startRelay(
  outboxes: Outboxes,
  audit: Audit,
  onError: (error: unknown) => void,
): { stop(): Promise<void>; soon(): void } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let isStopped = false
  const round = () => {
    running = relayOutboxes(outboxes, audit).then(() => undefined, onError)
    return running.then(() => plan(limits.relayEvery))
  }
  const plan = (wait: number) => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void round(), wait)
  }
  plan(limits.relayEvery)
  return {
    soon: () => plan(limits.relaySoon),
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
