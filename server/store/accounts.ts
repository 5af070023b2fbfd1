import type { Account, AccountChange } from '../core/account.ts'
import type { AuditEvent } from '../core/audit.ts'
import { limits } from '../../shared/limits.ts'
import type { Accounts } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { toAccount } from './records.ts'
import { rowsOf, type ChangeOptions } from './rows.ts'

type Change = (filter: object, update: object, options?: ChangeOptions) => Promise<Account | null>

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

const steps = (change: Change): Pick<Accounts, 'consume' | 'rest'> => ({
  consume: (id, { bindingId, step, now }, restKeys) =>
    change(
      {
        _id: id,
        bindings: { $elemMatch: { id: bindingId, step: { $lt: step } } },
        rests: { $not: { $elemMatch: { key: { $in: restKeys }, until: { $gt: now } } } },
      },
      { $set: { 'bindings.$.step': step, 'bindings.$.usedAt': now } },
    ),
  rest: (id, rest) => change({ _id: id }, { $push: { rests: { $each: [rest], $slice: -limits.restsKept } } }),
})

/** One document an account; each change is one findOneAndUpdate whose filter carries what it was decided on. */
export function createAccounts({ accounts }: Pick<Models, 'accounts'>): Accounts {
  const rows = rowsOf(accounts)
  const change: Change = async (...given) => toAccount(await rows.change(...given))
  return {
    byId: async (id) => toAccount(await rows.findOne({ _id: id })),
    byAddress: async (address) => toAccount(await rows.findOne({ address })),
    byMark: async (kind, marks) => {
      const found = await rows.find({ bindings: { $elemMatch: { kind, mark: { $in: marks } } } })
      return found.map((account) => toAccount(account)!)
    },
    async ensure(id, address) {
      const there = await rows.findOne({ _id: id, address })
      const fresh = { bindings: [], rev: 0, ended: null, reports: [], rests: [], outbox: [] }
      const made = there
        ? toAccount(there)
        : await change({ _id: id }, { $set: { address }, $setOnInsert: fresh }, { upsert: true })
      return made!
    },
    ...reports(change),
    ...steps(change),
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
