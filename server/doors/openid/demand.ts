import type { Demand } from '../../core/openid.ts'

/** As they came, checked by oidc-provider; null and undefined are absent. */
export interface AskedParams {
  prompt?: unknown
  max_age?: unknown
  acr_values?: unknown
  claims?: unknown
  id_token_hint?: unknown
}

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})
const textsOf = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string' && one !== '')
const wordsOf = (value: unknown) => textsOf(value).flatMap((text) => text.split(' ').filter(Boolean))

/** What is asked of the ID token by the claims parameter. */
const claimsOf = (claims: unknown): Fields =>
  fieldsOf(fieldsOf(typeof claims === 'string' ? JSON.parse(claims) : null)['id_token'])

/** The signature was verified when the request came. */
function subOf(idToken: unknown): unknown[] {
  if (typeof idToken !== 'string') return []
  const [, payload = ''] = idToken.split('.')
  return [fieldsOf(JSON.parse(Buffer.from(payload, 'base64url').toString()))['sub']]
}

/**
 * What a client asks for (OpenID Connect Core §3.1.2.1, §5.5.1, RFC 9470).
 * @param begunAt when the request came, for prompt=login: what was proved since is enough.
 */
export function demandOf(
  { prompt, max_age: maxAge, acr_values: acrValues, claims, id_token_hint: hint }: AskedParams,
  begunAt: Date,
  now: Date,
): Demand {
  const asked = claimsOf(claims)
  const [acr, sub] = [fieldsOf(asked['acr']), fieldsOf(asked['sub'])]
  const seconds = maxAge === undefined || maxAge === null || maxAge === '' ? null : Number(maxAge)
  const bounds = [
    ...(wordsOf(prompt).includes('login') ? [begunAt.getTime()] : []),
    ...(seconds === null ? [] : [Math.min(now.getTime() - seconds * 1_000, begunAt.getTime())]),
  ]
  return {
    notBefore: bounds.length === 0 ? null : new Date(Math.max(...bounds)),
    acrs: [...wordsOf(acrValues), ...textsOf(acr['values']), ...textsOf(acr['value'])],
    isEssential: acr['essential'] === true,
    subs: [...subOf(hint), ...('value' in sub ? [sub['value']] : [])],
  }
}
