// What vouches for the trail: each process chains the events it has appended, and seals name the ends of all chains.
import { createHash } from 'node:crypto'
import type { AuditEvent } from './audit.ts'
import { isSame, type Keys } from './keys.ts'

/** How a row or a seal is named by another one. By `at` whoever misses it knows whether it has had its life. */
export interface Link {
  id: string
  at: Date
  mac: string
}

/** An event as a row vouches for it. */
export interface Entry {
  id: string
  at: Date
  digest: string
}

/** One batch of events that one process (`writer`) has appended; `seq` counts from 0. */
export interface ChainRow {
  id: string
  writer: string
  seq: number
  at: Date
  events: Entry[]
  /** The row before, of the same writer. */
  prev: Link | null
  /** The newest seal that the writer knew of: it cannot be taken away without this row. */
  seal: Link | null
  mac: string
}

/** The last row of every writer that wrote since the seal before; `seq` counts from 0 over all processes. */
export interface Seal {
  id: string
  seq: number
  at: Date
  heads: Link[]
  prev: Link | null
  mac: string
}

/** A row or a seal as it was found: somebody may have written anything there. */
export interface Found {
  id: unknown
  mac?: unknown
  [field: string]: unknown
}

/**
 * One text for a record, before it is written and after it is read back: fields by name, those that are absent or null left out, dates by
 * their milliseconds, text as UTF-8 keeps it. A field that a later version adds changes nothing for events that do not have it.
 */
function canonical(value: unknown): string {
  if (value instanceof Date) return `@${value.getTime()}`
  if (typeof value === 'string') return JSON.stringify(Buffer.from(value).toString())
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const fields = Object.entries(value).filter(([, held]) => held !== null && held !== undefined)
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([name, held]) => `${canonical(name)}:${canonical(held)}`).join()}}`
}

export const digestOf = (event: object) => createHash('sha256').update(canonical(event)).digest('base64url')

export const entryOf = (event: AuditEvent): Entry => ({ id: event.id, at: event.at, digest: digestOf(event) })

const linkTo = ({ id, at, mac }: Link): Link => ({ id, at, mac })

// As many digits for each, so that their order by id is their order.
const digits = 10
const counted = (seq: number) => String(seq).padStart(digits, '0')

/** Where an id stands. @returns null for an id that we would not have made. */
export function placeOf(id: unknown): { writer: string | null; seq: number } | null {
  const [whole, writer = null, seq] = (typeof id === 'string' && /^(?:([\w-]+):)?(\d{10,})$/.exec(id)) || []
  return whole === undefined ? null : { writer, seq: Number(seq) }
}

const purposes = { row: 'audit-chain', seal: 'audit-seal' } as const
type Kind = keyof typeof purposes

const sign = <T extends { id: string }>(keys: Keys, kind: Kind, record: T) => ({
  ...record,
  mac: keys.mac(purposes[kind], record.id, canonical(record)),
})

/** A clock that was set back does not make a chain run backwards. */
const notBefore = (now: Date, last: Link | null) => (last && last.at > now ? last.at : now)

interface NextRow {
  writer: string
  last: ChainRow | null
  seal: Seal | null
  events: Entry[]
  now: Date
}

export function nextRow(keys: Keys, { writer, last, seal, events, now }: NextRow): ChainRow {
  const seq = last ? last.seq + 1 : 0
  return sign(keys, 'row', {
    id: `${writer}:${counted(seq)}`,
    writer,
    seq,
    at: notBefore(now, last),
    events,
    prev: last && linkTo(last),
    seal: seal && linkTo(seal),
  })
}

export function nextSeal(keys: Keys, last: Seal | null, heads: Link[], now: Date): Seal {
  const seq = last ? last.seq + 1 : 0
  return sign(keys, 'seal', { id: counted(seq), seq, at: notBefore(now, last), heads, prev: last && linkTo(last) })
}

/** So much of a seal's mac is logged and typed. */
const shown = 16
const keyOf = (mac: string) => mac.slice(0, mac.indexOf('.'))
export const markOf = ({ mac }: Pick<Seal, 'mac'>) => mac.slice(mac.indexOf('.') + 1).slice(0, shown)

/** `unknown-key`: made under a key that is not among the live ones, so that nothing can be said of it. */
export type Verdict = 'ours' | 'changed' | 'unknown-key'

export function judge(keys: Keys, kind: Kind, { mac, ...record }: Found): Verdict {
  if (typeof mac !== 'string') return 'changed'
  const expected = keys.macs(purposes[kind], String(record.id), canonical(record))
  if (expected.some((one) => isSame(one, mac))) return 'ours'
  return expected.some((one) => keyOf(one) === keyOf(mac)) ? 'changed' : 'unknown-key'
}
