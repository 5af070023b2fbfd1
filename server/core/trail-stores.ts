// What store/ implements for the proof that nobody changed the trail.
import type { ChainRow, Found, Link, Seal } from './audit-chain.ts'

/** What vouches for the trail. Only ever appended to. */
export interface AuditChain {
  append(row: ChainRow): Promise<void>
  /** @returns false when a seal of this number is there already. */
  seal(seal: Seal): Promise<boolean>
  newestSeal(): Promise<Seal | null>
  /** The last row of each writer that wrote since then. */
  headsSince(since: Date): Promise<Link[]>
}

/** An event as a row names it, and which row. */
export interface ChainedEntry {
  id: unknown
  at: unknown
  digest: unknown
  row: string
  rowAt: unknown
}

/** The whole trail as it lies in the database, for the verifier: each list sorted by its id, and read as it is gone through. */
export interface Trail {
  events(): AsyncIterable<Found>
  /** By the events' ids. */
  entries(): AsyncIterable<ChainedEntry>
  rows(): AsyncIterable<Found>
  /** The rows that seals name. */
  heads(): AsyncIterable<Link>
  seals(): AsyncIterable<Found>
  /** The seals that rows name, each as often as it is named differently. */
  namedSeals(): AsyncIterable<Link>
}
