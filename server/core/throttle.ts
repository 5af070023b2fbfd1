import { factorKinds, type FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import type { Browser } from './place.ts'
import { Problem } from './problem.ts'
import type { Services } from './services.ts'

/** Who is guessing what: `subject` is the account id, or the folded address before it is known. */
export interface Attempt {
  what: 'password' | FactorKind
  subject: string
  browser: Browser
  /** This browser signed in to this account before. */
  isKnown: boolean
}

type Needs = Pick<Services, 'counters' | 'keys' | 'now'>

// Keyed hashes: people type passwords into the address box, and addresses are nobody's business here.
function keysOf(keys: Services['keys'], { what, subject, browser, isKnown }: Attempt) {
  // Behind one campus address a known browser is counted by itself, so that a neighbour cannot make it wait.
  const from = isKnown && browser.alone !== null ? browser.alone : browser.network
  return {
    here: keys.mac(`counter/${what}/here`, subject, from),
    network: keys.mac(`counter/${what}/network`, '', from),
    row: keys.mac(`counter/${what}/row`, subject, ''),
  }
}

/**
 * Spec R5. Reads only. Rests belong to one account, factor and network, so nobody can lock out another person; after limits.failuresBeforeKnownOnly
 * failures in a row from anywhere the factor stops answering browsers that never signed in to this account, and only those.
 * @returns the keys to clear when the attempt succeeds: usually none, so that success costs no write.
 * @throws Problem('throttle.wait') with retryAt, Problem('method.known-only').
 */
export async function checkThrottle({ counters, keys: ring, now }: Needs, attempt: Attempt): Promise<string[]> {
  const keys = keysOf(ring, attempt)
  const found = await counters.read(Object.values(keys), now())
  const latest = latestOf([found.get(keys.here)?.until, found.get(keys.network)?.until], now())
  if (latest) throw new Problem('throttle.wait', { retryAt: latest })
  const row = found.get(keys.row)?.failures ?? 0
  if (row >= limits.failuresBeforeKnownOnly && !attempt.isKnown) throw new Problem('method.known-only')
  return [keys.here, keys.row].filter((key) => found.has(key))
}

/** The key under which an attempt's factor rests at one account, seen from one place. */
export const restKey = (keys: Services['keys'], attempt: Attempt) => keysOf(keys, attempt).here

/** Every counter of one account that can be named, under every live key: of what was tried anywhere, and from these places. */
export const countersOf = (
  { macs }: Services['keys'],
  { id, address }: { id: string; address: string },
  places: readonly string[],
): string[] =>
  (['password', ...factorKinds] as const).flatMap((what) => {
    const subject = what === 'password' ? address : id
    return [
      ...macs(`counter/${what}/row`, subject, ''),
      ...places.flatMap((place) => macs(`counter/${what}/here`, subject, place)),
    ]
  })

export interface Counted {
  /** When this account, factor and network may try again, if it has to rest. */
  retryAt: Date | null
  /** The rest had begun before this guess was counted: it is one of too many at once, and nothing is told of it. */
  isLate: boolean
}

/** Counts a failure; a rest that has begun is neither shortened nor lengthened by guesses that were under way. */
export async function countFailure({ counters, keys: ring, now }: Needs, attempt: Attempt): Promise<Counted> {
  const keys = keysOf(ring, attempt)
  const [here, network] = await Promise.all([
    counters.fail(keys.here, limits.triesBeforeRest, now()),
    counters.fail(keys.network, limits.networkTriesBeforeRest, now()),
    counters.fail(keys.row, Number.MAX_SAFE_INTEGER, now()),
  ])
  return { retryAt: latestOf([here.until, network.until], now()), isLate: here.isLate || network.isLate }
}

/** The latest of these times that is still ahead. */
export function latestOf(times: (Date | null | undefined)[], now: Date): Date | null {
  const ahead = times.filter((time): time is Date => time instanceof Date && time > now)
  return ahead.sort((a, b) => b.getTime() - a.getTime())[0] ?? null
}
