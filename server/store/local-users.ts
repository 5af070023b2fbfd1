import { randomUUID } from 'node:crypto'
import type { LocalUsers } from '../core/directory.ts'
import type { Models } from './models/index.ts'

/** Users of the `local` directory. */
export function createLocalUsers({ localUsers }: Pick<Models, 'localUsers'>): LocalUsers {
  return {
    async byAddress(address) {
      const user = await localUsers.findOne({ address }).select('+hash').lean()
      return user ? { id: String(user._id), address: user.address, hash: user.hash } : null
    },
    async put(address, hash) {
      const fresh = { _id: `local:${randomUUID()}` }
      const user = await localUsers
        .findOneAndUpdate(
          { address },
          { $set: { hash }, $setOnInsert: fresh },
          { upsert: true, returnDocument: 'after' },
        )
        .lean()
      return String(user!._id)
    },
  }
}
