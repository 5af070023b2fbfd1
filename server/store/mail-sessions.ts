import { limits } from '../../shared/limits.ts'
import { later } from '../core/challenge.ts'
import type { Kick } from '../core/kick.ts'
import type { MailSessions } from '../core/mail-stores.ts'
import type { Models } from './models/index.ts'
import { rowsOf } from './rows.ts'

const toRow = ({ id, ...kick }: Kick) => ({
  _id: id,
  ...kick,
  expiresAt: later(kick.at, limits.kickGivenUpAfter + limits.kickKept),
})

function toKick(found: unknown): Kick | null {
  if (!found) return null
  const { _id, ...rest } = found as Kick & { _id: string }
  return { ...rest, id: _id }
}

/** What the mail servers are still to be told. What is done stays for a while, without the address, so that an event carried twice ends nothing twice. */
export function createMailSessions({ kicks }: Pick<Models, 'kicks'>): MailSessions {
  const rows = rowsOf(kicks)
  return {
    add: (all) => rows.insertMissing(all.map(toRow)),
    claim: async (node, now, next) =>
      toKick(await rows.change({ node, dueAt: { $lte: now } }, { $set: { dueAt: next }, $inc: { tries: 1 } })),
    settle: (id, outcome) =>
      rows.update({ _id: id }, { $set: outcome, ...('doneAt' in outcome && { $unset: { dueAt: '', address: '' } }) }),
    async waitingSince(accountId, nodes, late) {
      // One that was taken out of service is told of nothing any more.
      const waiting = { accountId, node: { $in: nodes }, dueAt: { $exists: true }, at: { $lt: late } }
      const [oldest] = (await rows.find(waiting, { sort: { at: 1 }, limit: 1 })) as Kick[]
      return oldest?.at ?? null
    },
  }
}
