import { limits } from '../../shared/limits.ts'
import type { Account } from './account.ts'
import { later } from './challenge.ts'
import { withChannels } from './channels.ts'
import { byOperator, insist, type OperatorNeeds } from './operator.ts'
import { countersOf } from './throttle.ts'

/** The places where this account was tried from, as far as a counter may still remember them. */
async function placesOf({ audit, now }: OperatorNeeds, { id }: Account): Promise<string[]> {
  const events = await audit.byAccount(id, later(now(), -limits.counterLife))
  const places = events.flatMap(({ browser }) => [browser?.network, browser?.alone])
  return [...new Set(places.filter((place): place is string => typeof place === 'string'))]
}

/**
 * The counters of wrong passwords and codes that belong to an account alone. What one network has failed over all accounts is in no account's hands,
 * and ends by itself (limits.longestRest).
 */
export async function counterKeysOf(needs: OperatorNeeds, account: Account): Promise<string[]> {
  const named = countersOf(needs.keys, account, await placesOf(needs, account))
  return [...new Set([...named, ...account.rests.map(({ key }) => key)])]
}

/**
 * Lets a person try again at once. Database writes:
 *  1. the account: its rests over, `isUnfrozen` also what 不是我 froze, and the event (with channels when it lets factors change again).
 *     A kill after it: the counters go on to rest; the operator unlocks again.
 *  2. the counters are cleared.
 */
export async function unlockAccount(
  needs: OperatorNeeds,
  account: Account,
  { reason, isUnfrozen }: { reason: string | null; isUnfrozen: boolean },
): Promise<Account> {
  const counters = await counterKeysOf(needs, account)
  const event = byOperator(needs.now(), 'account.unlocked', account.id, reason)
  const unlocked = await insist(needs, account, (met) => ({
    change: { endRests: true, unfreeze: isUnfrozen },
    events: [isUnfrozen ? withChannels(needs, event, met) : event],
  }))
  await needs.counters.clear(counters)
  return unlocked
}
