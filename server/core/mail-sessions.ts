import { limits } from '../../shared/limits.ts'
import type { Account } from './account.ts'
import type { OutboxEvent } from './audit.ts'
import { later } from './challenge.ts'
import type { Kick } from './kick.ts'
import type { Services } from './services.ts'

/** What an event carries to the mail servers beside what it tells. */
export const ending = ({ address }: Account, ...at: Date[]): Pick<OutboxEvent, 'ending'> => ({
  ending: { address, at },
})

/**
 * Two-step verification is on from now. Once more later: until a mail server has the name on its list, the mailbox password still opens a session
 * there.
 */
export const endingOfFirst = (account: Account, now: Date) => ending(account, now, later(now, limits.doorNamesKnown))

type Deliver = Pick<Services, 'mailSessions' | 'now'>

export const endMailSessions = (services: Services, node: string, isOver?: () => boolean): Promise<void> =>
  tellEndings(services, node, (kick) => services.mailNodes.end(node, kick), isOver)

/**
 * Tells one mail server, or one OpenID client, what is due. Database writes for each: 1. claim: put off for limits.kickClaim, one try counted. A kill after it: due again
 * then. 2. done, or put off for limits.kickRetry; after limits.kickGivenUpAfter it is left.
 */
export async function tellEndings(
  { mailSessions, now }: Deliver,
  node: string,
  tell: (kick: Kick) => Promise<boolean>,
  isOver = () => false,
): Promise<void> {
  for (;;) {
    if (isOver()) return
    const kick = await mailSessions.claim(node, now(), later(now(), limits.kickClaim))
    if (!kick) return
    const isDone = await tell(kick)
    const isGivenUp = later(kick.at, limits.kickGivenUpAfter) < now()
    await mailSessions.settle(
      kick.id,
      isDone || isGivenUp ? { doneAt: now() } : { dueAt: later(now(), limits.kickRetry) },
    )
    if (!isDone) return
  }
}
