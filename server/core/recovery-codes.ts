import { limits } from '../../shared/limits.ts'
import { bindingOf, hasMethod } from './account.ts'
import { auditEvent } from './audit.ts'
import { singleUseBinding, singleUseCode } from './binding.ts'
import { checkFrozen } from './changes.ts'
import { withChannels } from './channels.ts'
import { Problem } from './problem.ts'
import type { Caller } from './second-step.ts'
import type { Services } from './services.ts'

/**
 * Ten new codes in place of the old ones. One write: the keyed hashes, on the account, with the event and its channels. A kill after it: nobody has seen
 * the codes; the page makes new ones.
 * @returns the codes, this once. @throws Problem('binding.none' | 'account.*').
 */
export async function makeRecoveryCodes(services: Services, { session, account }: Caller): Promise<string[]> {
  if (!hasMethod(account)) throw new Problem('binding.none')
  checkFrozen(services, account)
  const now = services.now()
  const codes = Array.from({ length: limits.recoveryCodes }, () => singleUseCode(services.keys))
  const before = bindingOf(account, 'recovery')
  const binding = singleUseBinding(services.keys, account.id, 'recovery', codes, now)
  const event = auditEvent(now, {
    type: 'recovery.made',
    outcome: 'ok',
    accountId: account.id,
    actor: 'browser',
    kind: 'recovery',
    browser: session.browser,
  })
  const put = before ? { replace: { id: before.id, with: binding } } : { add: binding }
  const changed = await services.accounts.change(account.id, account.rev, { ...put, notFrozenAt: now }, [
    withChannels(services, event, account),
  ])
  if (!changed) throw new Problem('account.changed')
  return codes
}
