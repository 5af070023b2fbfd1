import type { Output } from '../../../shared/api/contract.ts'
import { methodKinds } from '../../../shared/factors.ts'
import { limits } from '../../../shared/limits.ts'
import { bindingOf, hasFactor, type Account } from '../../core/account.ts'
import { maskOf } from '../../core/binding.ts'
import { preferredKind } from '../../core/preferred.ts'
import type { Services } from '../../core/services.ts'

type View = Output<'GET /api/bindings'>

function recoveryView(account: Account): View['recovery'] {
  const binding = bindingOf(account, 'recovery')
  if (!binding) return null
  return { left: binding.unused?.length ?? 0, of: limits.recoveryCodes, madeAt: binding.boundAt.toISOString() }
}

/** The settings page: every factor of the catalogue, in its order. */
export async function bindingsView(services: Services, account: Account): Promise<View> {
  const preferred = await preferredKind(services, account)
  const methods = methodKinds.map((kind) => {
    const binding = bindingOf(account, kind)
    return {
      kind,
      available: services.factors[kind] !== undefined,
      isDefault: kind === preferred,
      binding: binding
        ? { id: binding.id, mask: maskOf(services, account.id, binding), boundAt: binding.boundAt.toISOString() }
        : null,
    }
  })
  return { isOn: hasFactor(account), methods, recovery: recoveryView(account), now: services.now().toISOString() }
}
