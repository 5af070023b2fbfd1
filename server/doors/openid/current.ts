import type Provider from 'oidc-provider'
import { limits } from '../../../shared/limits.ts'
import { signingKeys } from '../../core/openid-keys.ts'
import type { OpenidOptions } from './options.ts'
import { createProvider } from './provider.ts'

interface Made {
  provider: Provider
  /** The keys' ids, the signing one first. */
  tag: string
  at: number
}

/** oidc-provider with the keys of now; made anew when they have changed. Asked for at most every limits.openidKeysEvery. */
export function currentProvider(options: OpenidOptions): () => Promise<Provider> {
  const { services } = options
  let made: Promise<Made> | undefined
  const make = async (before: Made | undefined): Promise<Made> => {
    const now = services.now()
    const keys = await signingKeys(services, now)
    const tag = keys.map(({ id }) => id).join(' ')
    const provider =
      before?.tag === tag ? before.provider : createProvider(await import('oidc-provider'), options, keys)
    return { provider, tag, at: now.getTime() }
  }
  return async () => {
    const met = await made
    if (met && services.now().getTime() - met.at < limits.openidKeysEvery) return met.provider
    const next = make(met)
    made = next
    // What could not be read now is asked for again by the next one.
    next.catch(() => (made = undefined))
    return (await next).provider
  }
}
