import type { Counters } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { rowsOf, unlessThere } from './rows.ts'
import { addSecretUpdate, countFailureUpdate, spendUpdate } from './session-updates.ts'

interface CounterRow {
  _id: string
  failures?: number
  tries: number
  until: Date | null
  isLate?: boolean
  seen?: string[]
}

/** Failures by key. Expired rows that the TTL index has not removed yet are filtered here. */
export function createCounters({ counters }: Pick<Models, 'counters'>): Counters {
  const rows = rowsOf(counters)
  const count = async (key: string, update: object[]) =>
    (await rows.change({ _id: key }, update, { upsert: true })) as CounterRow
  return {
    async read(keys, now) {
      const found = (await rows.find({ _id: { $in: keys }, expiresAt: { $gt: now } })) as CounterRow[]
      return new Map(found.map(({ _id, failures = 0, until }) => [_id, { failures, until: until ?? null }]))
    },
    async fail(key, every, now) {
      const { until, isLate } = await count(key, countFailureUpdate(every, now))
      return { until, isLate: isLate ?? false }
    },
    async spend(key, within, now) {
      const { tries, until } = await count(key, spendUpdate(within, now))
      return { count: tries, until: until! }
    },
    async readSecrets(key, now) {
      const [row] = (await rows.find({ _id: key, expiresAt: { $gt: now } })) as CounterRow[]
      return { seen: row?.seen ?? [], until: row?.until ?? null }
    },
    // Where the row has it already, its id keeps the upsert out: another request was first.
    addSecret: (key, mac, every, now) =>
      unlessThere(rows.change({ _id: key, seen: { $ne: mac } }, addSecretUpdate(mac, every, now), { upsert: true })),
    clear: async (keys) => void (await rows.remove({ _id: { $in: keys } })),
  }
}
