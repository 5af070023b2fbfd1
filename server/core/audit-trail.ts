import { randomUUID } from 'node:crypto'
import { limits } from '../../shared/limits.ts'
import { entryOf, nextRow, nextSeal, type ChainRow, type Entry, type Seal } from './audit-chain.ts'
import { later } from './challenge.ts'
import type { Keys } from './keys.ts'
import type { Audit } from './stores.ts'
import type { AuditChain } from './trail-stores.ts'

interface Needs {
  audit: Audit
  auditChain: AuditChain
  keys: Keys
  now(): Date
}

/**
 * What one process remembers of the trail. It decides nothing: it is what makes the next row and the next seal follow the last ones that
 * there were, also when somebody has taken those out of the database meanwhile.
 */
interface Memory {
  writer: string
  last: ChainRow | null
  seal: Seal | null
}

export interface ChainedTrail {
  audit: Audit
  /** @param isLast the process stops: also within the minute. @returns the seal, when one was due and no other process has made it. */
  seal(isLast?: boolean): Promise<Seal | null>
}

/** The trail, and the chain of this process that vouches for what it appends. */
export function chainTrail(needs: Needs): ChainedTrail {
  const memory: Memory = { writer: randomUUID(), last: null, seal: null }
  const vouch = together((events: Entry[]) => appendRow(needs, memory, events))
  return {
    audit: { ...needs.audit, append: (events) => appendChained(needs, vouch, events) },
    seal: (isLast = false) => sealHeads(needs, memory, isLast),
  }
}

/**
 * Database writes, in order: 1. the events, where one that is there already is left as it is; 2. a row of the chain that names them, which
 * may name those of other callers as well. A kill after 1: what the relay carries is still in its outbox, and the next process to carry it
 * chains it; an event that came directly stays unchained, and the verifier says so. An event that two rows name is as good as one.
 */
async function appendChained(
  { audit }: Needs,
  vouch: (events: readonly Entry[]) => Promise<void>,
  events: Parameters<Audit['append']>[0],
): ReturnType<Audit['append']> {
  if (events.length === 0) return []
  const appended = await audit.append(events)
  await vouch(events.map(entryOf))
  return appended
}

async function appendRow({ auditChain, keys, now }: Needs, memory: Memory, events: Entry[]): Promise<void> {
  const row = nextRow(keys, { ...memory, events, now: now() })
  try {
    await auditChain.append(row)
    memory.last = row
  } catch (error) {
    // Whether it is there is not known, and no two rows may have one number: this chain ends here, another one begins.
    memory.writer = randomUUID()
    memory.last = null
    throw error
  }
}

/**
 * Database write: the seal after the newest one, unless another process has made it. Nothing new since then, no seal. A kill before it leaves
 * the ends of the chains to the next process that looks.
 */
async function sealHeads({ auditChain, keys, now }: Needs, memory: Memory, isLast: boolean): Promise<Seal | null> {
  const newest = newer(await auditChain.newestSeal(), memory.seal)
  memory.seal = newest
  const at = now()
  // A clock that ran ahead once is no reason to wait for its time.
  if (newest && !isLast && Math.abs(at.getTime() - newest.at.getTime()) < limits.auditSealEvery) return null
  const since = newest ? later(newest.at < at ? newest.at : at, -limits.auditSettles) : new Date(0)
  const listed = new Set(newest?.heads.map(({ mac }) => mac))
  const heads = (await auditChain.headsSince(since)).filter(({ mac }) => !listed.has(mac))
  if (heads.length === 0) return null
  const seal = nextSeal(keys, newest, heads, at)
  if (!(await auditChain.seal(seal))) return null
  memory.seal = seal
  return seal
}

const newer = (there: Seal | null, known: Seal | null) => (there && (!known || there.seq > known.seq) ? there : known)

/** One act at a time; what is asked for meanwhile is done together in the next one. */
function together<T>(act: (all: T[]) => Promise<void>): (some: readonly T[]) => Promise<void> {
  let running = Promise.resolve()
  let next: { all: T[]; done: Promise<void> } | undefined
  return (some) => {
    if (next) {
      next.all.push(...some)
      return next.done
    }
    const all = [...some]
    const done = running.then(() => {
      next = undefined
      return act(all)
    })
    next = { all, done }
    running = done.catch(() => undefined)
    return done
  }
}

/**
 * Seals until stopped: looks every few seconds whether a minute has passed since the newest seal, and seals once more at the end.
 * @param told is given every seal of this process, for the log: there it outlives the database.
 */
export function startSeals(
  trail: Pick<ChainedTrail, 'seal'>,
  told: (seal: Seal) => void,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  let isStopped = false
  const look = async (isLast = false) => {
    try {
      const seal = await trail.seal(isLast)
      if (seal) told(seal)
    } catch (error) {
      onError(error)
    }
  }
  const round = async () => {
    running = look()
    await running
    if (!isStopped) timer = setTimeout(() => void round(), limits.auditSealLook)
  }
  void round()
  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
      await look(true)
    },
  }
}
