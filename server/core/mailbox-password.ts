import { networkOf } from './client-address.ts'
import type { DirectoryUser } from './directory.ts'
import { addressOf, clientEvent, mailClient, type MailSignIn } from './mail-sign-in.ts'
import { Problem } from './problem.ts'
import type { Services } from './services.ts'
import { checkThrottle, countFailure, type Attempt } from './throttle.ts'

export type MailboxVerdict = { is: 'ok'; user: DirectoryUser } | { is: 'wrong' } | { is: 'wait'; until: Date | null }

/**
 * The mailbox password of an account without a factor, at a door behind which nobody else checks it. Counted as at the portal (R5), but the same wrong
 * one counts once from a network: a client that was not told of a new password asks all night. Database writes, for a new wrong one only: 1. the
 * secret; 2. three counters; 3. one line of the trail. A kill between: it was counted in part.
 * @throws Problem('directory.unavailable').
 */
export async function checkMailboxPassword(services: Services, asked: MailSignIn): Promise<MailboxVerdict> {
  const { counters, directory, keys } = services
  const address = addressOf(services, asked.user)
  const browser = mailClient(services, asked)
  // Known, so that wrong ones from elsewhere shut out no client: its network is counted all the same.
  const attempt: Attempt = { what: 'password', subject: address, browser, isKnown: true }
  try {
    const toClear = await checkThrottle(services, attempt)
    const user = await directory.check(address, asked.secret, asked.ip)
    if (user && toClear.length > 0) await counters.clear(toClear)
    if (user) return { is: 'ok', user }
  } catch (error) {
    if (error instanceof Problem && error.code === 'throttle.wait')
      return { is: 'wait', until: error.details.retryAt ?? null }
    throw error
  }
  const key = keys.mac('counter/door-password', address, networkOf(asked.ip))
  const mac = keys.mac('wrong-secret', address, asked.secret)
  const isNew = await counters.addSecret(key, mac, Number.MAX_SAFE_INTEGER, services.now())
  if (isNew) await countNew(services, attempt, asked)
  return { is: 'wrong' }
}

async function countNew(services: Services, attempt: Attempt, asked: MailSignIn): Promise<void> {
  await countFailure(services, attempt)
  const met = await services.accounts.byAddress(attempt.subject)
  const event = clientEvent(services, met, asked, { type: 'client.refused', outcome: 'failed' })
  await services.audit.append([event])
}
