import type { Demand } from '../../core/openid.ts'

/** As they came, checked by oidc-provider; null and undefined are absent. */
export interface AskedParams {
  prompt?: unknown
  max_age?: unknown
  acr_values?: unknown
  claims?: unknown
}

interface AcrClaim {
  essential?: boolean
  value?: string
  values?: string[]
}

function acrClaimOf(claims: unknown): AcrClaim {
  if (typeof claims !== 'string') return {}
  const parsed = JSON.parse(claims) as { id_token?: { acr?: AcrClaim | null } }
  return parsed.id_token?.acr ?? {}
}

const words = (value: unknown) => (typeof value === 'string' ? value.split(' ').filter(Boolean) : [])

/**
 * What a client asks for (OpenID Connect Core §3.1.2.1, §5.5.1.1, RFC 9470).
 * @param begunAt when the request came, for prompt=login: what was proved since is enough.
 */
export function demandOf(
  { prompt, max_age: maxAge, acr_values: acrValues, claims }: AskedParams,
  begunAt: Date,
  now: Date,
): Demand {
  const acr = acrClaimOf(claims)
  const seconds = maxAge === undefined || maxAge === null || maxAge === '' ? null : Number(maxAge)
  const bounds = [
    ...(words(prompt).includes('login') ? [begunAt.getTime()] : []),
    ...(seconds === null ? [] : [Math.min(now.getTime() - seconds * 1_000, begunAt.getTime())]),
  ]
  return {
    notBefore: bounds.length === 0 ? null : new Date(Math.max(...bounds)),
    acrs: [...words(acrValues), ...(acr.values ?? []), ...(acr.value === undefined ? [] : [acr.value])],
    isEssential: acr.essential === true,
  }
}
