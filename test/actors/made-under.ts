import type { Database } from '../../server/store/connect.ts'

/** Made under a key of this name, and where it is: bindings.sealed.openid. */
function madeUnder(id: string, value: unknown, path = ''): string[] {
  if (typeof value === 'string') return new RegExp(`^${id}\\.[\\w-]{16,}`).test(value) ? [path] : []
  if (typeof value !== 'object' || value === null || value instanceof Date) return []
  const within = Array.isArray(value) ? value.map((one) => ['', one] as const) : Object.entries(value)
  return within.flatMap(([name, one]) => madeUnder(id, one, name === '' ? path : `${path}.${name}`.replace(/^\./, '')))
}

/** Which WeChat an event was of stays as the trail has it. */
const isOfEvent = (place: string) => /(outbox|event)\.mark$/.test(place)

/** Where texts of this key are found: `accounts.bindings.mark`. */
export async function placesUnder({ connection }: Database, id: string): Promise<string[]> {
  const names = ['accounts', 'phones', 'notices', 'openidKeys']
  const all = await Promise.all(
    names.map(async (name) =>
      madeUnder(id, await connection.collection(name).find().toArray()).map((at) => `${name}.${at}`),
    ),
  )
  return [...new Set(all.flat())].filter((place) => !isOfEvent(place)).sort()
}
