import type { AccountChange } from '../core/account.ts'
import type { AuditEvent } from '../core/audit.ts'
import type { Accounts } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { toAccount } from './records.ts'

const secrets = '+bindings.sealed'

/** One document an account; each change is one findOneAndUpdate whose filter carries what it was decided on. */
export function createAccounts({ accounts }: Pick<Models, 'accounts'>): Accounts {
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
      if (there) return toAccount(there)!
      const fresh = { bindings: [], rev: 0, ended: null, outbox: [] }
      const made = await accounts
        .findOneAndUpdate(
          { _id: id },
          { $set: { address }, $setOnInsert: fresh },
          { upsert: true, returnDocument: 'after' },
        )
        .select(secrets)
        .lean()
      return toAccount(made)!
    },
    async consume(id, bindingId, step, now) {
      const filter = { _id: id, bindings: { $elemMatch: { id: bindingId, step: { $lt: step } } } }
      const update = { $set: { 'bindings.$.step': step, 'bindings.$.usedAt': now } }
      return toAccount(
        await accounts.findOneAndUpdate(filter, update, { returnDocument: 'after' }).select(secrets).lean(),
      )
    },
    async change(id, rev, change, events) {
      const update = changeUpdate(id, rev, change, events)
      return toAccount(
        await accounts
          .findOneAndUpdate(update.filter, update.update, { returnDocument: 'after' })
          .select(secrets)
          .lean(),
      )
    },
  }
}

function changeUpdate(id: string, rev: number, change: AccountChange, events: AuditEvent[]) {
  const conditions = [
    ...(change.add ? [{ 'bindings.kind': { $ne: change.add.kind } }] : []),
    ...(change.remove === undefined ? [] : [{ 'bindings.id': change.remove }]),
  ]
  return {
    filter: { _id: id, rev, ...(conditions.length > 0 && { $and: conditions }) },
    update: {
      $inc: { rev: 1 },
      $push: { outbox: { $each: events }, ...(change.add && { bindings: change.add }) },
      ...(change.remove !== undefined && { $pull: { bindings: { id: change.remove } } }),
      ...(change.endSessions && { $set: { ended: { rev: rev + 1, keep: change.endSessions.keep } } }),
    },
  }
}
