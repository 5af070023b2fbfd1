import type { Person } from './stage.ts'

// JSON's texts, lists and numbers are TOML's.
const toml = JSON.stringify
const table = (name: string, values: Record<string, unknown>) =>
  [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${toml(key)} = ${toml(value)}`), ''].join('\n')

/** What of an answer is right whatever was asked; 410 is `expired`, for a request that was well formed. */
const accepted = ['2xx', '401', '403', '404', '409', '410', '429']

// What POST /api/bindings answers with is a challenge: that its id names no binding yet is no fault.
const challengeIsNoBinding = ['unbind', 'rebind'].map(
  (change) => `[[operations]]
include-name = "POST /api/bindings/{id}/${change}"
checks.ensure_resource_availability.enabled = false
`,
)

/** Every check and every phase is on, as they are when nothing is said; one does not hold for one operation. */
export function configFor({ cookie, token, isOurPage, known }: Person, origin: string): string {
  const dictionaries = Object.entries(known).map(([name, values]) => table(`dictionaries.${toml(name)}`, { values }))
  const bindings = Object.keys(known).map((name) =>
    table(`parameters.${toml(name)}`, { dictionary: name, probability: 0.5 }),
  )
  // Random cookies and tokens are nobody's; a person shows his own, and is asked for it by the check `ignored_auth`.
  const isSomebody = cookie !== undefined || token !== undefined
  return [
    ...(isOurPage ? [table('headers', { 'Sec-Fetch-Site': 'same-origin', Origin: origin })] : []),
    ...(cookie === undefined ? [] : [table('auth.openapi.session', { api_key: cookie })]),
    ...(token === undefined ? [] : [table('auth.openapi.phone', { bearer: token })]),
    ...(isSomebody ? [table('generation', { 'with-security-parameters': false })] : []),
    table('checks.positive_data_acceptance', { 'expected-statuses': accepted }),
    ...challengeIsNoBinding,
    ...dictionaries,
    ...bindings,
  ].join('\n')
}
