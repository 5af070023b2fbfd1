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
    const events = pending.flatMap((outbox) => outbox.events)
    await audit.append(events)
    await outboxes.told(pending)
    carried += events.length
    if (pending.length < batch) return carried
  }
}

/** Runs until stopped; a failed round is told and tried again. `soon` brings the next round near, and is kept in mind while one is running. */
export function startRelay(
  outboxes: Outboxes,
  audit: Audit,
  onError: (error: unknown) => void,
): { stop(): Promise<void>; soon(): void } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isSoon = false
  let isStopped = false
  const plan = () => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void round(), isSoon ? limits.relaySoon : limits.relayEvery)
  }
  const round = async () => {
    isSoon = false
    running = relayOutboxes(outboxes, audit).then(() => undefined, onError)
    await running
    running = undefined
    plan()
  }
  plan()
  return {
    soon() {
      // Asked again and again, the next round comes no later than at the first time.
      if (isSoon) return
      isSoon = true
      if (!running) plan()
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
