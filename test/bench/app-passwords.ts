import { newAppPassword } from '../../server/core/app-password.ts'
import type { Keys } from '../../server/core/keys.ts'
import type { Database } from '../../server/store/connect.ts'
import { memberOf } from './crowd.ts'
import { makeAll } from './load.ts'

export interface Client {
  address: string
  password: string
}

interface Wanted {
  /** As many as were filled. */
  accounts: number
  /** How many of them get some, and how many each. */
  count: number
  each: number
  /** From which one on: so that no account is met twice. */
  from: number
}

/** Gives some members of a filled database app passwords, lately used. @returns the last one of each. */
export function giveAppPasswords(keys: Keys, { models }: Database, wanted: Wanted): Promise<Client[]> {
  const { accounts, count, each, from } = wanted
  const used = { at: new Date(Date.now() + 3_600_000), protocol: 'imap', ip: '', place: {} }
  return makeAll(count, async (index): Promise<Client> => {
    const { accountId, address } = memberOf(((from + index) * 7_919) % accounts)
    const made = Array.from({ length: each }, (_, turn) =>
      newAppPassword(keys, accountId, new Date(), {
        kind: 'client',
        name: `client ${turn}`,
        protocols: ['imap'],
        until: null,
      }),
    )
    const appPasswords = made.map((one) => ({ ...one.made, used }))
    await models.accounts.collection.updateOne({ _id: accountId as never }, { $set: { appPasswords } })
    return { address, password: made.at(-1)!.secret }
  })
}
