import type { Services } from '../../server/core/services.ts'
import type { World } from './world.ts'

const stores = ['accounts', 'sessions', 'phones', 'counters', 'audit', 'openid'] as const
/** Reads, and writes that decide nothing: the time of last use, the first sight of a cookie. */
const aside = /^(by[A-Z]|read$|find$|touch$|sawToken$)/

export interface Doom {
  /** What was written since, e.g. `sessions.grant`. */
  writes: string[]
  /** The dead process is replaced by a live one. */
  revive(): void
}

/**
 * The server dies right after its n-th write: that write is done, and no other happens until `revive`.
 * The request that was under way gets a meaningless answer, as lost as one that never came.
 */
export function dieAfter({ app: { services } }: World, n: number): Doom {
  const originals = Object.fromEntries(stores.map((name) => [name, services[name]])) as Pick<
    Services,
    (typeof stores)[number]
  >
  const writes: string[] = []
  for (const name of stores) Object.assign(services, { [name]: mortal(name, originals[name], writes, n) })
  return { writes, revive: () => void Object.assign(services, originals) }
}

function mortal<T extends object>(name: string, store: T, writes: string[], n: number): T {
  return new Proxy(store, {
    get(target, key) {
      const method = Reflect.get(target, key) as (...given: unknown[]) => Promise<unknown>
      return async (...given: unknown[]) => {
        if (writes.length >= n) throw new Error('the process is dead')
        if (aside.test(String(key))) return method(...given)
        const answer = await method(...given)
        // A write that was lost to another one wrote nothing.
        if (answer !== null) writes.push(`${name}.${String(key)}`)
        if (writes.length >= n) throw new Error('the process is dead')
        return answer
      }
    },
  })
}
