import { randomUUID } from 'node:crypto'
import { bindingOf, type Account, type Binding } from './account.ts'
import type { Factor } from './factor.ts'
import type { Keys } from './keys.ts'

/** The fields a factor keeps, in the clear; `step` is the last spent one of a counting factor. */
export type OpenBinding = Record<string, unknown> & { step?: number }

const owner = (accountId: string, bindingId: string, field: string) => ['binding', accountId, bindingId, field]

export const newBindingId = () => randomUUID()

/** A binding ready to be stored: its secret fields sealed for this account and binding only (spec R7). */
export function closeBinding(
  keys: Keys,
  factor: Factor,
  accountId: string,
  bindingId: string,
  fields: OpenBinding,
  now: Date,
): Binding {
  const sealed = factor.sealed.map((field) => [
    field,
    keys.seal(owner(accountId, bindingId, field), String(fields[field])),
  ])
  const mark = factor.mark?.(fields)
  return {
    id: bindingId,
    kind: factor.kind,
    boundAt: now,
    usedAt: null,
    sealed: Object.fromEntries(sealed) as Record<string, string>,
    mark: mark === undefined ? null : keys.mac('binding', factor.kind, mark),
    step: fields.step ?? 0,
  }
}

export function openBinding(keys: Keys, factor: Factor, accountId: string, binding: Binding): OpenBinding {
  const fields = factor.sealed.map((field) => [
    field,
    keys.open(owner(accountId, binding.id, field), binding.sealed[field] ?? ''),
  ])
  return { ...(Object.fromEntries(fields) as Record<string, string>), step: binding.step }
}

/** The binding of this factor that carries one of these marks. */
export const boundWith = (account: Account, kind: Factor['kind'], marks: readonly string[]) => {
  const binding = bindingOf(account, kind)
  return binding?.mark && marks.includes(binding.mark) ? binding : undefined
}
