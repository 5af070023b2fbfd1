import type { OutboxEvent } from '../core/audit.ts'
import type { Audit, Outbox, Outboxes } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { toAudit } from './records.ts'
import { duplicatesOf, isOnlyDuplicates, rowsOf } from './rows.ts'

/** The trail: only ever appended to. An event that is there already is left as it is. */
export function createAudit({ audit }: Pick<Models, 'audit'>): Audit {
  const rows = rowsOf(audit)
  const newest = async (filter: object, limit: number) =>
    (await rows.find(filter, { sort: { at: -1 }, limit })).map(toAudit)
  return {
    async append(events) {
      try {
        await rows.insertEach(events.map(({ id, ...event }) => ({ _id: id, ...event })))
        return [...events]
      } catch (error) {
        if (!isOnlyDuplicates(error)) throw error
        const there = duplicatesOf(error)
        return events.filter((_, index) => !there.has(index))
      }
    },
    signIns: (accountId, limit) => newest({ accountId, type: 'login.succeeded' }, limit),
    newest: (accountId, types, limit) => newest({ accountId, type: { $in: [...types] } }, limit),
    byMarks: (marks, limit) => newest({ mark: { $in: marks } }, limit),
    byAccount: async (accountId, since) =>
      (await rows.find({ accountId, at: { $gte: since } }, { sort: { at: 1 } })).map(toAudit),
  }
}

/** Events wait inside the record whose change they tell of. */
export function createOutboxes({ accounts, sessions }: Pick<Models, 'accounts' | 'sessions'>): Outboxes {
  const stores = { account: rowsOf(accounts), session: rowsOf(sessions) }
  const aggregates = ['account', 'session'] as const
  const waiting = async (aggregate: Outbox['aggregate'], limit: number): Promise<Outbox[]> => {
    const found = await stores[aggregate].find({ 'outbox.id': { $gt: '' } }, { projection: { outbox: 1 }, limit })
    return (found as { _id: string; outbox: OutboxEvent[] }[]).map(({ _id, outbox }) => ({
      aggregate,
      id: _id,
      events: outbox,
    }))
  }
  const takeOut = ({ id, events }: Outbox) => ({
    filter: { _id: id },
    update: { $pull: { outbox: { id: { $in: events.map((event) => event.id) } } } },
  })
  return {
    pending: async (limit) => {
      const found = await Promise.all(aggregates.map((aggregate) => waiting(aggregate, limit)))
      return found.flat().slice(0, limit)
    },
    async told(outboxes) {
      for (const aggregate of aggregates)
        await stores[aggregate].updateEach(outboxes.filter((one) => one.aggregate === aggregate).map(takeOut))
    },
  }
}
