import type { AuditEvent } from '../core/audit.ts'
import type { Audit, Outbox, Outboxes } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { toAudit } from './records.ts'

const duplicateKey = 11_000

const isOnlyDuplicates = (error: unknown) => {
  const { code, writeErrors } = error as { code?: number; writeErrors?: { code?: number }[] }
  return code === duplicateKey && [writeErrors ?? []].flat().every((one) => one.code === duplicateKey)
}

/** The trail: only ever appended to. An event that is there already is left as it is. */
export function createAudit({ audit }: Pick<Models, 'audit'>): Audit {
  return {
    async append(events) {
      const rows = events.map(({ id, ...event }) => ({ _id: id, ...event }))
      await audit.insertMany(rows, { ordered: false }).catch((error: unknown) => {
        if (!isOnlyDuplicates(error)) throw error
      })
    },
    async signIns(accountId, limit) {
      const rows = await audit.find({ accountId, type: 'login.succeeded' }).sort({ at: -1 }).limit(limit).lean()
      return rows.map(toAudit)
    },
    async byMarks(marks, limit) {
      const rows = await audit
        .find({ mark: { $in: marks } })
        .sort({ at: -1 })
        .limit(limit)
        .lean()
      return rows.map(toAudit)
    },
  }
}

interface Waiting {
  _id: string
  outbox: AuditEvent[]
}

/** Events wait inside the record whose change they tell of. */
export function createOutboxes({ accounts, sessions }: Pick<Models, 'accounts' | 'sessions'>): Outboxes {
  const waiting = { 'outbox.id': { $gt: '' } }
  const read = async (aggregate: Outbox['aggregate'], limit: number): Promise<Outbox[]> => {
    const fields = { outbox: 1 }
    const rows = await (aggregate === 'account'
      ? accounts.find(waiting, fields).limit(limit).lean<Waiting[]>()
      : sessions.find(waiting, fields).limit(limit).lean<Waiting[]>())
    return rows.map(({ _id, outbox }) => ({ aggregate, id: _id, events: outbox }))
  }
  return {
    pending: async (limit) => [...(await read('account', limit)), ...(await read('session', limit))].slice(0, limit),
    async told({ aggregate, id, events }) {
      const update = { $pull: { outbox: { id: { $in: events.map((event) => event.id) } } } }
      await (aggregate === 'account'
        ? accounts.updateOne({ _id: id }, update)
        : sessions.updateOne({ _id: id }, update))
    },
  }
}
