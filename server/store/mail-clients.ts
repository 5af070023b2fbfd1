import { limits } from '../../shared/limits.ts'
import { later } from '../core/challenge.ts'
import type { MailClient, MailClients, OldClients } from '../core/mail-stores.ts'
import type { Models } from './models/index.ts'
import { rowsOf, unlessThere } from './rows.ts'

const idOf = ({ address, protocol, network }: MailClient) => `${address} ${protocol} ${network}`

/** Grouped in MongoDB, each mailbox with whether it has a factor. */
const oldClients = (since: Date) => [
  { $match: { lastAt: { $gt: since } } },
  {
    $group: {
      _id: { address: '$address', protocol: '$protocol' },
      clients: { $sum: 1 },
      lastAt: { $max: '$lastAt' },
    },
  },
  { $sort: { _id: 1 } },
  { $lookup: { from: 'accounts', localField: '_id.address', foreignField: 'address', as: 'account' } },
  {
    $project: {
      _id: 0,
      address: '$_id.address',
      protocol: '$_id.protocol',
      clients: 1,
      lastAt: 1,
      isTwoStepOn: { $gt: [{ $size: { $ifNull: [{ $first: '$account.bindings' }, []] } }, 0] },
    },
  },
]

/** Mail clients that sign in with a mailbox password, for limits.mailClientKept after their last time. */
export function createMailClients({ mailClients }: Pick<Models, 'mailClients'>): MailClients {
  const rows = rowsOf(mailClients)
  return {
    async note(client) {
      const _id = idOf(client)
      const { lastAt } = client
      const expiresAt = later(lastAt, limits.mailClientKept)
      // One that was written lately fits no filter, and its id keeps the upsert out.
      const isOld = { _id, lastAt: { $lt: later(lastAt, -limits.mailClientEvery) } }
      await unlessThere(rows.change(isOld, { $set: { ...client, expiresAt } }, { upsert: true }))
    },
    async ofAddress(address, since, limit) {
      const found = await rows.find({ address, lastAt: { $gt: since } }, { sort: { lastAt: -1 }, limit })
      return found as MailClient[]
    },
    old: (since) => rows.stream(oldClients(since)) as AsyncIterable<OldClients>,
  }
}
