import type { Erasure } from '../core/operator-stores.ts'
import type { Models } from './models/index.ts'
import { rowsOf } from './rows.ts'

/** Removals for good. Events that have not reached the trail keep their record where it is. */
export function createErasure(models: Models): Erasure {
  const accounts = rowsOf(models.accounts)
  const sessions = rowsOf(models.sessions)
  const phones = rowsOf(models.phones)
  const notices = rowsOf(models.notices)
  const users = rowsOf(models.localUsers)
  return {
    user: async (id) => (await users.remove({ _id: id })) > 0,
    sessions: (accountId) => sessions.remove({ accountId, outbox: { $size: 0 } }),
    phones: (marks) => phones.remove({ mark: { $in: marks } }),
    notices: (accountId) => notices.remove({ 'event.accountId': accountId }),
    openid: (accountId) => rowsOf(models.openid).remove({ accountId }),
    mailClients: (address) => rowsOf(models.mailClients).remove({ address }),
    kicks: (accountId, now) =>
      rowsOf(models.kicks).remove({ accountId, $or: [{ dueAt: { $exists: false } }, { at: { $gt: now } }] }),
    account: async (id, rev) => (await accounts.remove({ _id: id, rev, outbox: { $size: 0 } })) > 0,
    events: (accountId) => rowsOf(models.audit).count({ accountId }),
  }
}
