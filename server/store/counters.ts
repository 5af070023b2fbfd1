import type { Counters } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { countFailureUpdate, spendUpdate } from './session-updates.ts'

/** Failures by key. Expired rows that the TTL index has not removed yet are filtered here. */
export function createCounters({ counters }: Pick<Models, 'counters'>): Counters {
  const count = (key: string, update: ReturnType<typeof countFailureUpdate> | ReturnType<typeof spendUpdate>) =>
    counters
      .findOneAndUpdate({ _id: key }, update, {
        upsert: true,
        returnDocument: 'after',
        updatePipeline: true,
      })
      .lean()
  return {
    async read(keys, now) {
      const rows = await counters.find({ _id: { $in: keys }, expiresAt: { $gt: now } }).lean()
      return new Map(rows.map((row) => [String(row._id), { failures: row.failures ?? 0, until: row.until ?? null }]))
    },
    async fail(key, every, now) {
      const row = await count(key, countFailureUpdate(every, now))
      return { until: row?.until ?? null, isLate: row?.isLate ?? false }
    },
    async spend(key, within, now) {
      const row = await count(key, spendUpdate(within, now))
      return { count: row!.tries!, until: row!.until! }
    },
    clear: async (keys) => void (await counters.deleteMany({ _id: { $in: keys } })),
  }
}
