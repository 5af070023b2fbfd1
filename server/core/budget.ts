import { limits } from '../../shared/limits.ts'
import { countedAs, type Browser } from './place.ts'
import { Problem } from './problem.ts'
import type { Services } from './services.ts'

type Needs = Pick<Services, 'counters' | 'keys' | 'now'>

async function spend({ counters, keys, now }: Needs, key: string, most: number, within: number): Promise<void> {
  const { count, until } = await counters.spend(keys.mac('counter/budget', key, ''), within, now())
  if (count > most) throw new Problem('throttle.wait', { retryAt: until })
}

/**
 * Sign-ins that wait for their second step leave a row each; who knows the password begins only so many of them from one network. Nobody else's
 * network is touched, so the owner goes on. @throws Problem('throttle.wait').
 */
export const spendOpenSignIn = (needs: Needs, accountId: string, browser: Browser) =>
  spend(needs, `sign-in ${accountId} ${countedAs(browser)}`, limits.openSignIns, limits.openSignInsWithin)

/** Each new session of a phone asks WeChat, and anyone may ask for one. @throws Problem('throttle.wait'). */
export const spendPhoneSession = (needs: Needs, { network, isShared }: { network: string; isShared: boolean }) =>
  spend(
    needs,
    `phone ${network}`,
    limits.phoneSessions * (isShared ? limits.sharedNetworkFactor : 1),
    limits.phoneSessionsWithin,
  )
