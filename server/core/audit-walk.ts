import { judge, placeOf, type Found, type Link, type Verdict } from './audit-chain.ts'
import { dateOf, type Fault, type Finding } from './audit-findings.ts'
import type { Keys } from './keys.ts'

export interface Walk {
  keys: Keys
  /** What its own life may have ended by now. */
  isExpired(at: unknown): boolean
  tell(finding: Finding): void
}

interface Step {
  seq: number
  mac: unknown
  verdict: Verdict
}

const span = (first: number | null, last: number) => {
  if (first === null) return `up to ${last}`
  return first === last ? `${last}` : `${first}–${last}`
}

/**
 * Walks along one chain, of a writer's rows or of seals, in its order. Where the one before is gone, the link to it says when it was made: one
 * that has had its life is not missed.
 */
export function walkChain({ keys, isExpired, tell }: Walk, kind: 'row' | 'seal', writer: string | null) {
  let before: Step | null = null
  let unknownKey = ''
  const words = { row: { gone: 'gap', are: 'rows' }, seal: { gone: 'seal-missing', are: 'seals' } } as const
  const find = (fault: Fault, seq: number, at: unknown, says: string) =>
    tell({ fault, writer, seq, at: dateOf(at), says })

  function findGap(found: Found, { seq, verdict }: Step): void {
    const first = before ? before.seq + 1 : 0
    // What does not fit its mac may say anything of the one before it.
    const link = verdict === 'changed' ? null : (found['prev'] as Link | null)
    if (seq <= first || (before === null && verdict === 'changed') || isExpired(link?.at)) return
    const gone = span(before ? first : null, seq - 1)
    find(words[kind].gone, first, link?.at ?? found['at'], `${words[kind].are} ${gone} are gone`)
  }

  function findChange(found: Found, { seq, mac, verdict }: Step): void {
    const key = verdict === 'unknown-key' ? String(mac).split('.')[0]! : ''
    if (verdict === 'changed') find('changed', seq, found['at'], `this ${kind} is not what was written`)
    if (key !== '' && key !== unknownKey)
      find('unknown-key', seq, found['at'], `key ${key} is not in KEYS: not checked from here on`)
    unknownKey = key
    if (before?.seq !== seq - 1 || verdict === 'changed' || before.verdict === 'changed') return
    if ((found['prev'] as Link | null)?.mac !== before.mac)
      find('changed', seq, found['at'], `this ${kind} does not follow the one before it`)
  }

  /** The next one that is there. */
  return (found: Found): Verdict => {
    const seq = placeOf(found.id)!.seq
    const step = { seq, mac: found.mac, verdict: judge(keys, kind, found) }
    findGap(found, step)
    findChange(found, step)
    before = step
    return step.verdict
  }
}
