import { limits } from '../../shared/limits.ts'
import { later } from '../core/challenge.ts'
import type { Notice } from '../core/notice-row.ts'
import type { Notices } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { rowsOf } from './rows.ts'

const toRow = ({ id, ...notice }: Notice) => ({
  _id: id,
  ...notice,
  expiresAt: later(notice.event.at, limits.noticeKept),
})

export function toNotice(found: unknown): Notice | null {
  if (!found) return null
  const { _id, ...rest } = found as Notice & { _id: string }
  return { ...rest, id: _id }
}

/** Messages that wait to be sent. One that was sent stays for a while, so that an event carried twice is not told twice. */
export function createNotices({ notices }: Pick<Models, 'notices'>): Notices {
  const rows = rowsOf(notices)
  return {
    add: (all) => rows.insertMissing(all.map(toRow)),
    claim: async (now, next) =>
      toNotice(await rows.change({ dueAt: { $lte: now } }, { $set: { dueAt: next }, $inc: { tries: 1 } })),
    settle: async (id, outcome) => {
      const isOver = !('dueAt' in outcome)
      await rows.update({ _id: id }, { $set: outcome, ...(isOver && { $unset: { dueAt: '' } }) })
    },
  }
}
