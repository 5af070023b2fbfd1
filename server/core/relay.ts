import { limits } from '../../shared/limits.ts'
import type { OutboxEvent } from './audit.ts'
import type { MailSessions } from './mail-stores.ts'
import { leavingOf, type Leavers } from './client-logout.ts'
import { kicksOf } from './kick.ts'
import { noticesOf } from './notice-row.ts'
import type { Audit, Notices, Outboxes } from './stores.ts'

const batch = 200

/** Where a channel leads, and an address, are no business of the trail. */
const forTrail = ({ channels: _, ending: __, ...event }: OutboxEvent) => event

export interface Relayed {
  outboxes: Outboxes
  audit: Audit
  notices: Notices
  mailSessions: MailSessions
  /** The mail servers that are told of endings. */
  mailNodes: readonly string[]
  leavers: Leavers
}

/**
 * Carries events from the outboxes to the audit trail, to those who send notices and to those who end sessions at mail servers, at least once: appended by event id first, taken out afterwards.
 * A kill in between repeats the appends, which the ids make harmless. Every process runs it; none owns it.
 * @returns how many events were carried.
 */
export async function relayOutboxes(relayed: Relayed): Promise<number> {
  const { outboxes, audit, notices, mailSessions, mailNodes, leavers } = relayed
  let carried = 0
  for (;;) {
    const pending = await outboxes.pending(batch)
    const events = pending.flatMap((outbox) => outbox.events)
    await audit.append(events.map(forTrail))
    await notices.add(events.flatMap(noticesOf))
    await mailSessions.add(events.flatMap((event) => kicksOf(mailNodes, event)))
    for (const event of events) await mailSessions.add(await leavingOf(leavers, mailNodes, event))
    await outboxes.told(pending)
    carried += events.length
    if (pending.length < batch) return carried
  }
}

export type Sender = (isOver: () => boolean) => Promise<unknown>

/** Each on its own, and none twice at once. */
function sendingOf(senders: readonly Sender[], onError: (error: unknown) => void, isOver: () => boolean) {
  const running = new Map<Sender, Promise<void>>()
  const begin = (sender: Sender) => {
    const work = sender(isOver).then(() => undefined, onError)
    running.set(
      sender,
      work.finally(() => running.delete(sender)),
    )
  }
  return {
    begin: () => senders.filter((sender) => !running.has(sender)).forEach(begin),
    ended: () => Promise.all(running.values()),
  }
}

/** Runs until stopped; a failed round is told and tried again. `soon` brings the next round near, and is kept in mind while one is running. */
export function startRelay(
  relayed: Relayed,
  /** What is sent beside the trail, each on its own: a mail server that hangs keeps nothing from the others. */
  senders: readonly Sender[],
  onError: (error: unknown) => void,
): { stop(): Promise<void>; soon(): void } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isSoon = false
  let isStopped = false
  const sending = sendingOf(senders, onError, () => isStopped)
  const plan = () => {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void round(), isSoon ? limits.relaySoon : limits.relayEvery)
  }
  const round = async () => {
    isSoon = false
    await (running = relayOutboxes(relayed).then(() => undefined, onError))
    running = undefined
    sending.begin()
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
      await Promise.all([running, sending.ended()])
    },
  }
}
