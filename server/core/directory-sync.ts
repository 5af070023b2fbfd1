import { limits } from '../../shared/limits.ts'
import { hasAddress, hasFactor, type Account } from './account.ts'
import { lost } from './account-of.ts'
import type { Directory } from './directory.ts'
import type { Rotation } from './operator-stores.ts'
import type { Services } from './services.ts'

export interface Compared {
  looked: number
  /** The directory gives the address to somebody else. */
  given: Account[]
  /** The directory knows the address no more. */
  gone: Account[]
}

interface Needs extends Pick<Services, 'accounts' | 'now'> {
  rotation: Pick<Rotation, 'accounts'>
}

/** Something hangs on the address: a factor or an app password. */
const isAsked = (account: Account) => hasAddress(account) && (hasFactor(account) || account.appPasswords.length > 0)

/** Reads only. @throws Problem('directory.unavailable'): then nothing is known of anybody. */
export async function compare({ rotation }: Needs, find: NonNullable<Directory['find']>): Promise<Compared> {
  const compared: Compared = { looked: 0, given: [], gone: [] }
  for await (const accounts of rotation.accounts())
    for (const account of accounts.filter(isAsked)) {
      const user = await find(account.address)
      compared.looked += 1
      if (!user) compared.gone.push(account)
      else if (user.id !== account.id) compared.given.push(account)
    }
  return compared
}

/** So many at once are no people who have left, but a directory that names its people by another attribute. */
export const isTooMany = ({ looked, given }: Compared) =>
  given.length > Math.max(limits.syncGivenAtLeast, looked * limits.syncGivenShare)

/**
 * Takes addresses from accounts whose owners have lost them, so that no app password of theirs opens the mailbox of who has it now. One write each, with
 * the event. A kill between two: the operator repeats. What was changed since it was read is left for the next time. @returns how many.
 */
export async function releaseAll({ accounts, now }: Needs, given: readonly Account[]): Promise<number> {
  let released = 0
  for (const account of given) if (await accounts.release(account, lost(now(), account, 'operator'))) released += 1
  return released
}
