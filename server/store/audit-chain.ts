import type { Found, Link } from '../core/audit-chain.ts'
import type { AuditChain, ChainedEntry, Trail } from '../core/trail-stores.ts'
import type { Models } from './models/index.ts'
import { toFound, toSeal } from './records.ts'
import { rowsOf } from './rows.ts'

type Part = 'auditChain' | 'auditSeals'

const asStored = <T extends { id: string }>({ id, ...rest }: T) => ({ _id: id, ...rest })

/** What vouches for the trail. A seal's number is its id, so that of two processes one makes it. */
export function createAuditChain({ auditChain, auditSeals }: Pick<Models, Part>): AuditChain {
  const [rows, seals] = [rowsOf(auditChain), rowsOf(auditSeals)]
  const last = { $top: { sortBy: { seq: -1 }, output: { id: '$_id', at: '$at', mac: '$mac' } } }
  return {
    append: (row) => rows.insert(asStored(row)),
    seal: (seal) => seals.insertOnce(asStored(seal)),
    async newestSeal() {
      const [newest] = await seals.find({}, { sort: { _id: -1 }, limit: 1 })
      return toSeal(newest)
    },
    async headsSince(since) {
      const found = await rows.aggregate([{ $match: { at: { $gte: since } } }, { $group: { _id: '$writer', last } }])
      return (found as { last: Link }[]).map((one) => one.last)
    },
  }
}

const byId = { $sort: { id: 1 } }

/** The whole trail, one record after the other. MongoDB sorts what it has no order of. */
export function createTrail({ audit, auditChain, auditSeals }: Pick<Models, 'audit' | Part>): Trail {
  const [events, rows, seals] = [rowsOf(audit), rowsOf(auditChain), rowsOf(auditSeals)]
  async function* whole({ stream }: typeof rows): AsyncGenerator<Found> {
    for await (const found of stream([{ $sort: { _id: 1 } }])) yield toFound(found)
  }
  // No field is taken for what it should be: somebody may have written anything there.
  const linkIn = (field: string) => ({ _id: 0, id: `${field}.id`, at: `${field}.at`, mac: `${field}.mac` })
  const entry = { id: '$events.id', at: '$events.at', digest: '$events.digest', row: '$_id', rowAt: '$at', _id: 0 }
  return {
    events: () => whole(events),
    rows: () => whole(rows),
    seals: () => whole(seals),
    entries: () => rows.stream([{ $unwind: '$events' }, { $project: entry }, byId]) as AsyncIterable<ChainedEntry>,
    heads: () => seals.stream([{ $unwind: '$heads' }, { $project: linkIn('$heads') }, byId]) as AsyncIterable<Link>,
    namedSeals: () =>
      rows.stream([
        { $match: { 'seal.id': { $gt: '' } } },
        { $group: { _id: '$seal' } },
        { $project: linkIn('$_id') },
        byId,
      ]) as AsyncIterable<Link>,
  }
}
