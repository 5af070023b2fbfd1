import { factors as catalogue } from '../../shared/factors.ts'
import type { Account } from './account.ts'
import { closeBinding, toolsFor, type OpenBinding } from './binding.ts'
import type { Challenge } from './challenge.ts'
import type { Services } from './services.ts'

type Needs = Pick<Services, 'keys' | 'factors' | 'settings' | 'now'>

/**
 * The new binding of a challenge as far as `target`, what was typed, tells it. Sealed for the account at once: what is proved later is kept as it is.
 * @throws Problem('address.*' | 'number.*') of the factor.
 */
export function draftOf(needs: Needs, account: Account, challenge: Challenge, target: string | undefined) {
  const factor = challenge.target && needs.factors[challenge.target]
  if (!factor?.draft || challenge.bindingId === null) return null
  const fields = factor.draft(target, toolsFor(needs, account, challenge, factor.kind)) as OpenBinding
  return closeBinding(needs.keys, factor, account.id, challenge.bindingId, fields, needs.now())
}

/** A challenge for a new binding that needs nothing typed has its draft from the beginning. */
export const withDraft = (needs: Needs, account: Account, challenge: Challenge): Challenge =>
  challenge.target && catalogue[challenge.target].target === null
    ? { ...challenge, draft: draftOf(needs, account, challenge, undefined) }
    : challenge
