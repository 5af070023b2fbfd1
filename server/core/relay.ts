import { limits } from '../../shared/limits.ts'
import type { OutboxEvent } from './audit.ts'
import { noticesOf } from './notice-row.ts'
import type { Audit, Notices, Outboxes } from './stores.ts'

const batch = 200

/** Where a channel leads is no business of the trail. */
const withoutChannels = ({ channels: _, ...event }: OutboxEvent) => event

export interface Relayed {
  outboxes: Outboxes
  audit: Audit
  notices: Notices
}

/**
 * Carries events from the outboxes to the audit trail and to those who send notices, at least once: appended by event id first, taken out afterwards.
 * A kill in between repeats the appends, which the ids make harmless. Every process runs it; none owns it.
 * @returns how many events were carried.
 */
export async function relayOutboxes({ outboxes, audit, notices }: Relayed): Promise<number> {
  let carried = 0
  for (;;) {
    const pending = await outboxes.pending(batch)
    const events = pending.flatMap((outbox) => outbox.events)
    await audit.append(events.map(withoutChannels))
    await notices.add(events.flatMap(noticesOf))
    await outboxes.told(pending)
    carried += events.length
    if (pending.length < batch) return carried
  }
}

/** Runs until stopped; a failed round is told and tried again. `soon` brings the next round near, and is kept in mind while one is running. */
export function startRelay(
  relayed: Relayed,
  sendNotices: (isOver: () => boolean) => Promise<unknown>,
  onError: (error: unknown) => void,
): { stop(): Promise<void>; soon(): void } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let sending: Promise<void> | undefined
  let isSoon = false
  let isStopped = false
  const alone = (work: Promise<unknown>) => work.then(() => undefined, onError).finally(() => (sending = undefined))
  const plan = () => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void round(), isSoon ? limits.relaySoon : limits.relayEvery)
  }
  const round = async () => {
    isSoon = false
    await (running = relayOutboxes(relayed).then(() => undefined, onError))
    running = undefined
    // A mail server that hangs keeps nothing from the trail.
    sending ??= alone(sendNotices(() => isStopped))
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
      await Promise.all([running, sending])
    },
  }
}
