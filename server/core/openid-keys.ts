import { generateKeyPair, type JsonWebKey } from 'node:crypto'
import { limits } from '../../shared/limits.ts'
import type { Keys } from './keys.ts'
import type { OpenidKey, OpenidKeys } from './openid-stores.ts'
import type { OpenidKeySeals } from './operator-stores.ts'

export interface SigningKey {
  id: string
  jwk: JsonWebKey
}

interface Needs {
  keys: Keys
  openidKeys: OpenidKeys
}

const owner = (id: string) => ['openid-key', id]

/** Under the newest key. @returns null when it is there already. @throws Error when it does not open. */
export function openidKeySeals({ keys }: Pick<Needs, 'keys'>, { id, sealed }: OpenidKey): OpenidKeySeals | null {
  if (keys.isNewest(sealed)) return null
  return { id, before: sealed, after: keys.seal(owner(id), keys.open(owner(id), sealed)) }
}

/** RS256 is the one algorithm that every client of OpenID Connect knows (Core §15.1). */
const newJwk = () =>
  new Promise<JsonWebKey>((resolve, reject) =>
    generateKeyPair('rsa', { modulusLength: 2048 }, (error, _, privateKey) =>
      error ? reject(error) : resolve(privateKey.export({ format: 'jwk' })),
    ),
  )

const endOf = (period: number) => new Date((period + 1) * limits.openidKeyPeriod)

/** A key of a master key that is gone opens no more; the period gets another one. */
export function openSigningKey({ keys }: Pick<Needs, 'keys'>, { id, sealed }: OpenidKey): SigningKey[] {
  try {
    return [{ id, jwk: JSON.parse(keys.open(owner(id), sealed)) as JsonWebKey }]
  } catch {
    return []
  }
}

/** One insert, which one of many processes wins; the others take what is there. A kill before it: nobody has seen the key. */
async function make({ keys, openidKeys }: Needs, period: number): Promise<void> {
  const id = `${period}.${keys.newestId}`
  const sealed = keys.seal(owner(id), JSON.stringify(await newJwk()))
  const expiresAt = new Date(endOf(period).getTime() + limits.openidKeyPeriod)
  await openidKeys.add({ id, period, sealed, expiresAt })
}

/**
 * The keys of the OpenID door: the first one signs, the others are published beside it. A new one every limits.openidKeyPeriod, known to clients
 * limits.openidKeyAhead before it signs; the last one stays until its tokens are over.
 */
export async function signingKeys(needs: Needs, now: Date): Promise<[SigningKey, ...SigningKey[]]> {
  const at = now.getTime()
  const present = Math.floor(at / limits.openidKeyPeriod)
  const next = Math.floor((at + limits.openidKeyAhead) / limits.openidKeyPeriod)
  const wanted = [...new Set([present, next])]
  const read = async () => {
    const found = await needs.openidKeys.list([present - 1, ...wanted])
    return found.map(({ period, ...key }) => ({ period, opened: openSigningKey(needs, { period, ...key }) }))
  }
  const lacking = (all: Awaited<ReturnType<typeof read>>) =>
    wanted.filter((period) => !all.some((key) => key.period === period && key.opened.length > 0))
  const met = await read()
  const missing = lacking(met)
  for (const period of missing) await make(needs, period)
  const all = missing.length > 0 ? await read() : met
  const first = all.filter(({ period }) => period === present).flatMap(({ opened }) => opened)
  const others = all.filter(({ period }) => period !== present).flatMap(({ opened }) => opened)
  if (first[0] === undefined) throw new Error('no key signs')
  return [first[0], ...first.slice(1), ...others]
}
