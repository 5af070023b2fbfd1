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

/** An attacker with the password makes the owner's phone ring at most so often. @returns whether the owner is told of this failure. */
export async function spendFailureNotice({ counters, keys, now }: Needs, accountId: string): Promise<boolean> {
  const key = keys.mac('counter/budget', `failure-notice ${accountId}`, '')
  return (await counters.spend(key, limits.failedLoginNoticeEvery, now())).count <= 1
}

interface Network {
  network: string
  isShared: boolean
}

const mostOf = (most: number, { isShared }: Network) => most * (isShared ? limits.sharedNetworkFactor : 1)

/** Each new session of a phone asks WeChat, and anyone may ask for one. @throws Problem('throttle.wait'). */
export const spendPhoneSession = (needs: Needs, from: Network) =>
  spend(needs, `phone ${from.network}`, mostOf(limits.phoneSessions, from), limits.phoneSessionsWithin)

/** A client's request that waits for somebody to sign in or to prove leaves a row, and anyone may make one. @throws Problem('throttle.wait'). */
export const spendOpenidRequest = (needs: Needs, from: Network) =>
  spend(needs, `openid ${from.network}`, mostOf(limits.openidRequests, from), limits.openidRequestsWithin)
