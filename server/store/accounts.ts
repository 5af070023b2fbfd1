import type { QueryOptions } from 'mongoose'
import type { Account, AccountChange } from '../core/account.ts'
import type { AuditEvent } from '../core/audit.ts'
import { limits } from '../../shared/limits.ts'
import type { Accounts } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { toAccount } from './records.ts'

const secrets = '+bindings.sealed'

type Change = (filter: object, update: object, options?: QueryOptions) => Promise<Account | null>

/** What the phone reported, beside the factors: it changes no revision. */
const reports = (change: Change): Pick<Accounts, 'report' | 'settleReports'> => ({
  report: (id, report) =>
    change(
      { _id: id, 'reports.id': { $ne: report.id } },
      { $push: { reports: { $each: [report], $slice: -limits.reportsKept } } },
    ),
  settleReports: (id, told) =>
    change(
      { _id: id },
      { $set: { 'reports.$[told].passwordMark': null } },
      { arrayFilters: [{ 'told.id': { $in: told } }] },
    ),
})

/** One document an account; each change is one findOneAndUpdate whose filter carries what it was decided on. */
export function createAccounts({ accounts }: Pick<Models, 'accounts'>): Accounts {
  const change: Change = async (filter, update, options) =>
    toAccount(
      await accounts
        .findOneAndUpdate(filter, update, { ...options, returnDocument: 'after' })
        .select(secrets)
        .lean(),
    )
  return {
    byId: async (id) => toAccount(await accounts.findById(id).select(secrets).lean()),
    byAddress: async (address) => toAccount(await accounts.findOne({ address }).select(secrets).lean()),
    byMark: async (kind, marks) => {
      const found = await accounts
        .find({ bindings: { $elemMatch: { kind, mark: { $in: marks } } } })
        .select(secrets)
        .lean()
      return found.map((account) => toAccount(account)!)
    },
    async ensure(id, address) {
      const there = await accounts.findOne({ _id: id, address }).select(secrets).lean()
      const fresh = { bindings: [], rev: 0, ended: null, reports: [], outbox: [] }
      const made = there
        ? toAccount(there)
        : await change({ _id: id }, { $set: { address }, $setOnInsert: fresh }, { upsert: true })
      return made!
    },
    consume: (id, bindingId, step, now) =>
      change(
        { _id: id, bindings: { $elemMatch: { id: bindingId, step: { $lt: step } } } },
        { $set: { 'bindings.$.step': step, 'bindings.$.usedAt': now } },
      ),
    ...reports(change),
    change: (id, rev, wanted, events) => change(changeFilter(id, rev, wanted), changeUpdate(rev, wanted, events)),
  }
}

function changeFilter(id: string, rev: number, { add, remove }: AccountChange) {
  const conditions = [
    ...(add ? [{ 'bindings.kind': { $ne: add.kind } }] : []),
    ...(remove === undefined ? [] : [{ 'bindings.id': remove }]),
  ]
  return { _id: id, rev, ...(conditions.length > 0 && { $and: conditions }) }
}

const changeUpdate = (rev: number, { add, remove, endSessions }: AccountChange, events: AuditEvent[]) => ({
  $inc: { rev: 1 },
  $push: { outbox: { $each: events }, ...(add && { bindings: add }) },
  ...(remove !== undefined && { $pull: { bindings: { id: remove } } }),
  ...(endSessions && { $set: { ended: { rev: rev + 1, keep: endSessions.keep } } }),
})
