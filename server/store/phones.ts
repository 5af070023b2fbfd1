import type { Phones } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { toPhone } from './records.ts'

const secrets = '+sealed +token'

/** Phone sessions: one row per WeChat and installation. */
export function createPhones({ phones }: Pick<Models, 'phones'>): Phones {
  return {
    byId: async (id) => toPhone(await phones.findById(id).select(secrets).lean()),
    byTokenMacs: async (macs) => {
      const filter = { $or: [{ 'token.mac': { $in: macs } }, { 'token.previous': { $in: macs } }] }
      return toPhone(await phones.findOne(filter).select(secrets).lean())
    },
    async put({ id, mark, installation, ...rest }) {
      const filter = { mark, installation }
      const update = { $set: rest, $setOnInsert: { _id: id } }
      return toPhone(
        await phones.findOneAndUpdate(filter, update, { upsert: true, returnDocument: 'after' }).select(secrets).lean(),
      )!
    },
    rotate: async (id, mac, token, expiresAt) => {
      const update = { $set: { token, expiresAt } }
      return toPhone(
        await phones
          .findOneAndUpdate({ _id: id, 'token.mac': mac }, update, { returnDocument: 'after' })
          .select(secrets)
          .lean(),
      )
    },
    sawToken: async (id, mac) =>
      void (await phones.updateOne({ _id: id, 'token.mac': mac }, { $set: { 'token.sealed': null } })),
    end: async (id) => void (await phones.deleteOne({ _id: id })),
  }
}
