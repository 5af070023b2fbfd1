import type { Config } from './config/config.ts'
import { checkReadiness, type Readied } from './core/readiness.ts'
import type { Listener } from './listeners.ts'
import type { Meters } from './operations/meters.ts'
import { createOperations, type OperationsOptions } from './operations/operations.ts'
import type { Database } from './store/connect.ts'
import { createPulse } from './store/pulse.ts'

type Watched = Pick<OperationsOptions, 'streams' | 'now' | 'onError'> & Omit<Readied, 'pulse'>

/** The listener of those who watch this process; none where it has no address. */
export function operationsOf(
  { operations }: Config,
  database: Database,
  meters: Meters | null,
  watched: Watched,
): Listener[] {
  if (!operations || !meters) return []
  const pulse = createPulse(database)
  const koa = createOperations({
    ...watched,
    meters,
    readiness: () => checkReadiness({ ...watched, pulse }),
    waiting: () => pulse.waiting(watched.now()),
  })
  return [{ name: 'operations', ...operations, koa }]
}
