import type { Account, AccountChange } from './account.ts'
import { auditEvent, type AuditEvent, type AuditType, type OutboxEvent } from './audit.ts'
import type { Services } from './services.ts'

/** What an operator's command works with. */
export type OperatorNeeds = Pick<Services, 'accounts' | 'counters' | 'audit' | 'keys' | 'factors' | 'now'>

/** One line of the trail about what an operator did. @param detail the reason, as it was typed. */
export const byOperator = (now: Date, type: AuditType, accountId: string | null, detail: string | null): AuditEvent =>
  auditEvent(now, { type, outcome: 'ok', accountId, actor: 'operator', detail })

interface Decision {
  change: AccountChange
  events: OutboxEvent[]
}

/**
 * A change that does not depend on what the account has: decided anew when another one came in between.
 * @returns the account after it. @throws Error when the account is gone.
 */
export async function insist(
  { accounts }: Pick<Services, 'accounts'>,
  account: Account,
  decide: (account: Account) => Decision,
): Promise<Account> {
  const { change, events } = decide(account)
  const changed = await accounts.change(account.id, account.rev, change, events)
  if (changed) return changed
  const met = await accounts.byId(account.id)
  if (!met) throw new Error('the account is gone')
  return insist({ accounts }, met, decide)
}
