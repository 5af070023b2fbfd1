import type { AccountChange } from '../core/account.ts'
import type { AuditEvent } from '../core/audit.ts'
import type { Accounts } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { toAccount } from './records.ts'

const secrets = '+bindings.sealed'

/** One document an account; each change is one findOneAndUpdate whose filter carries what it was decided on. */
export function createAccounts({ accounts }: Pick<Models, 'accounts'>): Accounts {
  const change = async (filter: object, update: object, upsert = false) =>
    toAccount(
      await accounts.findOneAndUpdate(filter, update, { upsert, returnDocument: 'after' }).select(secrets).lean(),
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
      const fresh = { bindings: [], rev: 0, ended: null, outbox: [] }
      const made = there
        ? toAccount(there)
        : await change({ _id: id }, { $set: { address }, $setOnInsert: fresh }, true)
      return made!
    },
    consume: (id, bindingId, step, now) =>
      change(
        { _id: id, bindings: { $elemMatch: { id: bindingId, step: { $lt: step } } } },
        { $set: { 'bindings.$.step': step, 'bindings.$.usedAt': now } },
      ),
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
