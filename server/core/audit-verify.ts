import { limits } from '../../shared/limits.ts'
import { digestOf, markOf, placeOf, type Found, type Link } from './audit-chain.ts'
import { dateOf, type Checked, type Finding } from './audit-findings.ts'
import { walkChain, type Walk } from './audit-walk.ts'
import { later } from './challenge.ts'
import type { Keys } from './keys.ts'
import { mergeById } from './merge-sorted.ts'
import type { ChainedEntry, Trail } from './trail-stores.ts'

interface Given {
  trail: Trail
  keys: Keys
  now(): Date
  /** Is told of each finding as it is found. */
  tell(finding: Finding): void
  /** What a line of the log says of a seal: it must be there. */
  logged?: { seq: number; mark: string }
}

interface Check extends Given, Walk {
  checked: Checked
  /** Of now, or written since the start: it may be half written, and is not missed yet. */
  isYoung(at: unknown): boolean
  isEventExpired(at: unknown): boolean
}

/**
 * Holds the trail against its chains and seals, in three walks through sorted lists. The whole trail put back to an earlier moment shows nothing
 * here; a seal that is in the log does (`logged`).
 */
export async function verifyTrail(given: Given): Promise<Checked> {
  const { now } = given
  const start = now()
  const checked: Checked = { events: 0, rows: 0, writers: 0, seals: 0, findings: 0, newestSeal: null }
  const isBefore = (at: unknown, end: Date) => at instanceof Date && at < end
  // Somebody's clock may be a little ahead of ours: mongod takes away what has had its life by its own.
  const isExpired = (at: unknown, life: number) => isBefore(at, later(start, limits.auditSettles - life))
  const check: Check = {
    ...given,
    checked,
    isYoung: (at) =>
      !isBefore(at, later(start, -limits.auditSettles)) && isBefore(at, later(now(), limits.auditSettles)),
    isExpired: (at) => isExpired(at, limits.auditChainLife),
    isEventExpired: (at) => isExpired(at, limits.auditLife),
    tell(finding) {
      checked.findings += 1
      given.tell(finding)
    },
  }
  await checkRows(check)
  await checkSeals(check)
  await checkEvents(check)
  return checked
}

/** Every writer's chain, and whether the rows that seals name are in it. */
async function checkRows(check: Check): Promise<void> {
  const { trail, checked, tell, isYoung, isExpired } = check
  let writer: string | null = null
  let walk = walkChain(check, 'row', writer)
  let cut: Link | undefined
  const endWriter = () => {
    const says = 'a seal names this row, and it is gone'
    if (cut) tell({ fault: 'cut-tail', ...placeOf(cut.id)!, at: dateOf(cut.at), says })
    cut = undefined
  }
  for await (const { id, left, right: heads } of mergeById(trail.rows(), trail.heads())) {
    const [row] = left
    const place = placeOf(id)
    if (!place?.writer) {
      if (row) tell({ fault: 'changed', writer: null, seq: null, at: null, says: `row ${String(id)} is not ours` })
      continue
    }
    if (place.writer !== writer) {
      endWriter()
      writer = place.writer
      walk = walkChain(check, 'row', writer)
      checked.writers += 1
    }
    if (row) {
      // With a later row there, what is gone is a gap.
      cut = undefined
      checkRow(check, walk, row, heads)
    } else cut = heads.find(({ at }) => !isYoung(at) && !isExpired(at)) ?? cut
  }
  endWriter()
}

function checkRow({ checked, tell }: Check, walk: ReturnType<typeof walkChain>, row: Found, heads: Link[]): void {
  checked.rows += 1
  if (walk(row) === 'changed' || heads.every(({ mac }) => mac === row.mac)) return
  const at = dateOf(row['at'])
  tell({ fault: 'changed', ...placeOf(row.id)!, at, says: 'a seal names another row in this place' })
}

/** The chain of seals, and whether the seals that rows name are in it. */
async function checkSeals(check: Check): Promise<void> {
  const { trail, checked, tell, logged, isYoung, isExpired } = check
  const walk = walkChain(check, 'seal', null)
  const find = (fault: Finding['fault'], seq: number | null, at: unknown, says: string) =>
    tell({ fault, writer: null, seq, at: dateOf(at), says })
  let isLoggedThere = logged === undefined
  let cut: Link | undefined
  for await (const { id, left, right: named } of mergeById(trail.seals(), trail.namedSeals())) {
    const [seal] = left
    const place = placeOf(id)
    if (seal && place?.writer === null) {
      // With a later seal there, the walk misses what is gone.
      cut = undefined
      const isWhole = walk(seal) !== 'changed'
      const newest = { seq: place.seq, at: dateOf(seal['at']), mark: markOf({ mac: String(seal.mac) }) }
      checked.seals += 1
      checked.newestSeal = newest
      isLoggedThere ||= newest.seq === logged?.seq && newest.mark === logged.mark
      const isOther = isWhole && named.some(({ mac }) => mac !== seal.mac)
      if (isOther) find('changed', place.seq, seal['at'], 'a row names another seal in this place')
    } else if (seal) find('changed', null, null, `seal ${String(id)} is not ours`)
    else cut = named.find(({ at }) => !isYoung(at) && !isExpired(at)) ?? cut
  }
  if (cut) find('seal-missing', placeOf(cut.id)?.seq ?? null, cut.at, 'a row names this seal, and it is gone')
  const says = `the log names seal ${logged?.mark}: the end of the trail was cut, or all of it put back`
  if (!isLoggedThere) find('cut-tail', logged!.seq, null, says)
}

/** Every event, beside the rows that name it. */
async function checkEvents(check: Check): Promise<void> {
  const { trail, checked, tell, isYoung, isEventExpired } = check
  const isMissed = ({ at, rowAt }: ChainedEntry) => !isYoung(rowAt) && !isEventExpired(at)
  for await (const { id, left, right: entries } of mergeById(trail.events(), trail.entries())) {
    const [event] = left
    const at = dateOf(event ? event['at'] : entries[0]?.at)
    const find = (fault: Finding['fault'], entry: ChainedEntry | undefined, says: string) =>
      tell({
        fault,
        writer: null,
        seq: null,
        ...(entry && placeOf(entry.row)),
        at,
        says: `event ${String(id)} ${says}`,
      })
    if (event) checked.events += 1
    if (!event) {
      const missed = entries.find(isMissed)
      if (missed) find('missing', missed, 'is gone')
    } else if (entries.length > 0) {
      const digest = digestOf(event)
      const other = entries.find((entry) => entry.digest !== digest)
      if (other) find('changed', other, 'is not what was appended')
    } else if (!isYoung(at)) find('unchained', undefined, 'is in no row of the chain')
  }
}
