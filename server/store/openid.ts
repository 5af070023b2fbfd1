import type { OpenidKey, OpenidKeys, OpenidRow, OpenidRows } from '../core/openid-stores.ts'
import type { Models } from './models/index.ts'
import { rowsOf } from './rows.ts'

type Stored = Omit<OpenidRow, 'mark'> & { _id: string; usedAt?: Date }

/** The clock in the filters decides what is over; the index on the end only tidies up. */
export function createOpenidRows({ openid }: Pick<Models, 'openid'>): OpenidRows {
  const rows = rowsOf(openid)
  return {
    async put({ mark, ...row }) {
      await rows.change({ _id: mark }, { $set: row }, { upsert: true })
    },
    async find(marks, now) {
      const found = (await rows.findOne({ _id: { $in: marks }, expiresAt: { $gt: now } })) as Stored | null
      if (!found) return null
      const { _id, usedAt, ...row } = found
      return { ...row, mark: _id, usedAt: usedAt ?? null }
    },
    async use(marks, now) {
      const isFirst = { _id: { $in: marks }, usedAt: { $exists: false }, expiresAt: { $gt: now } }
      return (await rows.change(isFirst, { $set: { usedAt: now } })) !== null
    },
    remove: async (marks) => void (await rows.remove({ _id: { $in: marks } })),
    removeGrant: async (grantId) => void (await rows.remove({ grantId })),
  }
}

export function toOpenidKey(found: unknown): OpenidKey {
  const { _id, ...key } = found as OpenidKey & { _id: string }
  return { ...key, id: _id }
}

export function createOpenidKeys({ openidKeys }: Pick<Models, 'openidKeys'>): OpenidKeys {
  const rows = rowsOf(openidKeys)
  return {
    async list(periods) {
      const found = await rows.find({ period: { $in: periods } }, { sort: { _id: 1 } })
      return found.map(toOpenidKey)
    },
    add: ({ id, ...key }) => rows.insertOnce({ _id: id, ...key }),
  }
}
