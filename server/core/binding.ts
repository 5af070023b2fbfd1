import { randomUUID } from 'node:crypto'
import { limits } from '../../shared/limits.ts'
import { bindingOf, type Account, type Binding } from './account.ts'
import type { Challenge } from './challenge.ts'
import type { Factor, Tools } from './factor.ts'
import { isSame, type Keys } from './keys.ts'
import type { Services } from './services.ts'

/** The fields a factor keeps, in the clear; `step` is the last spent one of a counting factor, `unused` its single-use marks. */
export type OpenBinding = Record<string, unknown> & { step?: number; unused?: string[] }

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
    ...(fields.unused && { unused: fields.unused }),
  }
}

export function openBinding(keys: Keys, factor: Factor, accountId: string, binding: Binding): OpenBinding {
  const fields = factor.sealed.map((field) => [
    field,
    keys.open(owner(accountId, binding.id, field), binding.sealed[field] ?? ''),
  ])
  return {
    ...(Object.fromEntries(fields) as Record<string, string>),
    step: binding.step,
    ...(binding.unused && { unused: binding.unused }),
  }
}

/** The binding of this factor that carries one of these marks. */
export const boundWith = (account: Account, kind: Factor['kind'], marks: readonly string[]) => {
  const binding = bindingOf(account, kind)
  return binding?.mark && marks.includes(binding.mark) ? binding : undefined
}

/** What its owner is shown of a binding; null for a factor that has nothing to show. */
export function maskOf({ keys, factors }: Pick<Services, 'keys' | 'factors'>, accountId: string, binding: Binding) {
  const factor = factors[binding.kind]
  return factor?.mask ? factor.mask(openBinding(keys, factor, accountId, binding)) : null
}

const singleUse = (accountId: string, kind: string) => `${accountId} ${kind}`

/** What is kept of new single-use codes: their keyed hashes. */
export const singleUseBinding = (
  keys: Keys,
  accountId: string,
  kind: Factor['kind'],
  codes: readonly string[],
  now: Date,
): Binding => ({
  id: newBindingId(),
  kind,
  boundAt: now,
  usedAt: null,
  sealed: {},
  mark: null,
  step: 0,
  unused: codes.map((code) => keys.mac('single-use', singleUse(accountId, kind), code)),
})

/** What a factor may use of the world in this challenge. */
export function toolsFor(
  { keys, settings, now }: Pick<Services, 'keys' | 'settings' | 'now'>,
  { id, address }: Pick<Account, 'id' | 'address'>,
  challenge: Pick<Challenge, 'id'>,
  kind: Factor['kind'],
): Tools {
  const place = `${challenge.id} ${kind}`
  return {
    now: now(),
    random: keys.random,
    ownDomains: [address.split('@')[1] ?? '', ...settings.mailDomains],
    mac: (text) => keys.mac('sent-code', place, text),
    isMac: (text, mac) => keys.macs('sent-code', place, text).some((candidate) => isSame(candidate, mac)),
    marks: (text) => keys.macs('single-use', singleUse(id, kind), text),
  }
}

/** Letters for a single-use code: base32 in lower case (RFC 4648 §6). */
export function singleUseCode(keys: Keys): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
  // A byte has eight times as many values as the alphabet has letters: the remainder is even.
  return [...keys.random((limits.recoveryBytes * 8) / 5)].map((byte) => alphabet[byte % alphabet.length]).join('')
}
