import type { FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import type { Via } from './factor.ts'
import { countedAs } from './place.ts'
import { Problem } from './problem.ts'
import type { Caller } from './second-step.ts'
import type { Services } from './services.ts'

type Needs = Pick<Services, 'counters' | 'keys' | 'now' | 'settings'>

/** Where a message goes: an address, or a number in E.164. */
export interface Reach {
  via: Via
  to: string
}

interface Budget {
  name: string
  most: number
  within: number
}

/**
 * Whether one more may be spent. Browsers that never signed in to the account may spend half of a budget only, and what is refused to them is not
 * counted against the rest: an attacker with the password cannot use up what the owner needs (spec R6).
 */
async function isWithin({ counters, keys, now }: Needs, { name, most, within }: Budget, isKnown: boolean) {
  const spend = (who: string) => counters.spend(keys.mac('counter/send', `${who} ${name}`, ''), within, now())
  if (!isKnown) {
    const { count, until } = await spend('unknown')
    if (count > Math.floor(most / 2)) return until
  }
  const { count, until } = await spend('all')
  return count > most ? until : null
}

async function firstRefusal(needs: Needs, budgets: Budget[], isKnown: boolean): Promise<Date | null> {
  for (const budget of budgets) {
    const until = await isWithin(needs, budget, isKnown)
    if (until) return until
  }
  return null
}

const often = (name: string): Budget[] => [
  { name: `hour ${name}`, most: limits.sendsPerHour, within: limits.sendsHour },
  { name: `day ${name}`, most: limits.sendsPerDay, within: limits.sendsDay },
]

/**
 * Spec R6: per account and factor, per network, per target over all accounts, and the day's money for SMS.
 * @returns 'suppressed' when the message must not leave although this account has done nothing too often: others sent to this number, or the money is
 * spent. It looks like a send, so that nobody learns of the others (P08).
 * @throws Problem('send.limit' | 'throttle.wait') with retryAt, of this account's or network's own doing.
 */
export async function spendSend(
  needs: Needs,
  { account, session, isKnown }: Caller,
  kind: FactorKind,
  reach: Reach,
): Promise<'send' | 'suppressed'> {
  const own = await firstRefusal(needs, often(`account ${account.id} ${kind}`), isKnown)
  if (own) throw new Problem('send.limit', { retryAt: own })
  const place = `network ${countedAs(session.browser)} ${reach.via}`
  const rate = { name: place, most: limits.sendsPerNetworkAndHour, within: limits.sendsHour }
  const here = await firstRefusal(needs, [rate], true)
  if (here) throw new Problem('throttle.wait', { retryAt: here })
  const money = reach.via === 'sms' ? [{ name: 'money', most: needs.settings.smsPerDay, within: limits.sendsDay }] : []
  const others = await firstRefusal(needs, [...often(`target ${reach.to}`), ...money], isKnown)
  return others ? 'suppressed' : 'send'
}
