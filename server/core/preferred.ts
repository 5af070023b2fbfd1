import { factors as catalogue, type FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import { provingBindings, type Account } from './account.ts'
import type { Services } from './services.ts'

/** The factor that the second step offers first: WeChat when bound, else that of the latest sign-in, else what was bound last. Reads only. */
export async function preferredKind(
  { audit }: Pick<Services, 'audit'>,
  account: Account,
): Promise<FactorKind | undefined> {
  const bound = account.bindings.filter(({ kind }) => catalogue[kind].countsAsFactor)
  const kinds = bound.map(({ kind }) => kind)
  if (kinds.includes('wechat')) return 'wechat'
  if (kinds.length < 2) return kinds[0]
  const latest = await audit.signIns(account.id, limits.usualPlaceOf)
  const used = latest.find(({ kind }) => kind !== null && kinds.includes(kind))?.kind
  return used ?? [...bound].sort((a, b) => b.boundAt.getTime() - a.boundAt.getTime())[0]!.kind
}

/** What proves a sign-in, the preferred one first. */
export async function provingKinds(services: Pick<Services, 'audit'>, account: Account, now: Date) {
  const first = await preferredKind(services, account)
  const kinds = provingBindings(account, now).map(({ kind }) => kind)
  return [...kinds.filter((kind) => kind === first), ...kinds.filter((kind) => kind !== first)]
}
