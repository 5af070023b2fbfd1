import { Gauge, type Registry } from 'prom-client'
import type { Readiness, Waiting } from '../core/readiness.ts'

export interface Looks {
  readiness(): Promise<Readiness>
  waiting(): Promise<Waiting>
  /** Pages of this process that hold a stream of news. */
  streams(): number
  now(): Date
}

/** What is not known is left out, so that nobody takes an old value for today's. */
const put = (gauge: Gauge, value: number | undefined) => (value === undefined ? gauge.remove() : gauge.set(value))

/** What is looked up when somebody asks. @returns looks it up. */
export function createGauges(registry: Registry, { readiness, waiting, streams, now }: Looks): () => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const ready = gauge('msa_ready', 'What /readyz says: 1 or 0.', ['check'])
  const apart = gauge('msa_clock_apart_seconds', "This machine's clock minus MongoDB's.")
  const open = gauge('msa_event_streams', 'Pages of this process that wait for news.')
  const age = gauge(
    'msa_outbox_oldest_seconds',
    'Age of the oldest event that has not reached the trail; 0: none waits.',
  )
  const events = gauge('msa_outbox_events', 'Events that have not reached the trail.')
  const notices = gauge('msa_notices_due', 'Notices whose time has come.')
  return async () => {
    const [state, found] = await Promise.all([readiness(), waiting().catch(() => undefined)])
    for (const [check, { isOk }] of Object.entries(state.checks)) ready.set({ check }, Number(isOk))
    const { apartMs } = state.checks.clock
    put(apart, apartMs === null ? undefined : apartMs / 1_000)
    open.set(streams())
    put(age, found && (found.oldest ? Math.max(0, now().getTime() - found.oldest.getTime()) / 1_000 : 0))
    put(events, found?.events)
    put(notices, found?.notices)
  }
}
