// What those are told who watch the server.
import { cut, type Mutant } from '../mutant.ts'

const readiness = cut('server/core/readiness.ts')
const endpoints = 'operations/endpoints'
const outages = 'operations/outages'

export const operations: Mutant[] = [
  readiness('a wrong clock is not ready', `Math.abs(apartMs) <= limits.clocksApart`, 'true', endpoints),
  readiness('a process that stops is not ready', `isOk: !needs.isStopping()`, 'isOk: true', outages),
  readiness('a process without news is not ready', `isOk: needs.feed.isOpen()`, 'isOk: true', outages),
  readiness('a process without a database is not ready', `isOk: there !== null,`, 'isOk: true,', outages),
  cut('server/store/pulse.ts')('readiness has an end', `{ signal, maxTimeMS`, '{ maxTimeMS', outages),
  cut('server/store/audit.ts')(
    'an event is counted by one process',
    `events.filter((_, index) => !there.has(index))`,
    '[...events]',
    'security/relay',
  ),
  cut('server/operations/counted-events.ts')(
    'a detail becomes no label',
    `fates.find((fate) => fate === detail) ?? 'other'`,
    'String(detail)',
    'operations/counted-events',
  ),
]
