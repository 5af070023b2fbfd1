import { limits } from '../../shared/limits.ts'
import { openidKeySeals } from './openid-keys.ts'
import { byOperator, type OperatorNeeds } from './operator.ts'
import type { Remains, Resealed, Rotation } from './operator-stores.ts'
import { accountSeals, noticeSeals, sealsOfPhone } from './reseal.ts'

export interface RotateNeeds extends OperatorNeeds {
  rotation: Rotation
}

export interface Progress {
  what: Resealed
  done: number
  of: number
}
export type Tell = (progress: Progress) => void

export interface Turned {
  /** Nothing was found any more in the last walk. */
  isSettled: boolean
  /** Records that do not open under any live key: `accounts local:…`. */
  broken: string[]
  remains: Remains
}

interface Walk {
  found: number
  broken: string[]
}

/** Batches of one collection: what is under an older key is written anew; what does not open is left as it is. */
async function turn<T extends { id: string }, S>(
  walk: Walk,
  what: Resealed,
  batches: AsyncIterable<T[]>,
  sealsOf: (row: T) => S | null,
  write: (seals: S[]) => Promise<void>,
  tell: (done: number) => void,
): Promise<void> {
  const read = (row: T): S[] => {
    try {
      const seals = sealsOf(row)
      return seals === null ? [] : [seals]
    } catch {
      walk.broken.push(`${what} ${row.id}`)
      return []
    }
  }
  let done = 0
  for await (const rows of batches) {
    const seals = rows.flatMap(read)
    if (seals.length > 0) await write(seals)
    walk.found += seals.length
    tell((done += rows.length))
  }
}

/** Every sealed text and every mark that can be made anew from what is sealed beside it. */
async function walkAll(needs: RotateNeeds, tell: Tell): Promise<Walk> {
  const { rotation } = needs
  const walk: Walk = { found: 0, broken: [] }
  const telling = async (what: Resealed) => {
    const of = await rotation.count(what)
    return (done: number) => tell({ what, done, of: Math.max(of, done) })
  }
  const [accounts, phones, notices] = [rotation.accounts(), rotation.phones(), rotation.notices()]
  const openidKeys = rotation.openidKeys()
  const ofAccount = accountSeals.bind(null, needs)
  await turn(walk, 'accounts', accounts, ofAccount, rotation.resealAccounts, await telling('accounts'))
  const ofPhone = sealsOfPhone.bind(null, needs)
  await turn(walk, 'phones', phones, ofPhone, rotation.resealPhones, await telling('phones'))
  const ofNotice = noticeSeals.bind(null, needs)
  await turn(walk, 'notices', notices, ofNotice, rotation.resealNotices, await telling('notices'))
  const ofOpenidKey = openidKeySeals.bind(null, needs)
  await turn(walk, 'openidKeys', openidKeys, ofOpenidKey, rotation.resealOpenidKeys, await telling('openidKeys'))
  return walk
}

/**
 * Everything that is sealed, under the newest key, while people sign in. Database writes:
 *  1. the event, in the trail.
 *  2. record by record: the new texts, in one write that finds the old ones still there, so that a change which came in between is not undone; what
 *     it missed is found in the next walk. A kill anywhere: both keys are live and every record is of one of them; the operator begins again, and
 *     what is done is passed over. Two at once do the same work once.
 * Walks until one finds nothing, limits.rotateWalks times at most: a process that still makes everything under the old key ends it unsettled.
 */
export async function rotateKeys(needs: RotateNeeds, tell: Tell): Promise<Turned> {
  const { audit, keys, now, rotation } = needs
  await audit.append([byOperator(now(), 'keys.rotated', null, `to ${keys.newestId}`)])
  let walk = await walkAll(needs, tell)
  for (let count = 1; walk.found > 0 && count < limits.rotateWalks; count += 1) walk = await walkAll(needs, tell)
  const remains = await rotation.remains(keys.newestId, now())
  return { isSettled: walk.found === 0, broken: walk.broken, remains }
}
