import type { Output } from '../../../shared/api/contract.ts'
import { factorKinds } from '../../../shared/factors.ts'
import { bindingOf, defaultKind, hasFactor, type Account } from '../../core/account.ts'
import type { Services } from '../../core/services.ts'

/** The settings page: every factor of the catalogue, in its order. */
export function bindingsView({ factors, now }: Services, account: Account): Output<'GET /api/bindings'> {
  const preferred = defaultKind(account)
  const methods = factorKinds.map((kind) => {
    const binding = bindingOf(account, kind)
    return {
      kind,
      available: factors[kind] !== undefined,
      isDefault: kind === preferred,
      binding: binding ? { id: binding.id, mask: null, boundAt: binding.boundAt.toISOString() } : null,
    }
  })
  return { isOn: hasFactor(account), methods, now: now().toISOString() }
}
