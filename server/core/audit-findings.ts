/**
 * gap: rows in the middle of a chain are gone. cut-tail: rows at its end, which a seal names. changed: a row, a seal or an event is not what was
 * written. missing: an event is gone. seal-missing: a seal is gone. unchained: no row names the event: its process died at that moment, or
 * somebody else has put it there. unknown-key: made under a key that is not live, and not checked.
 */
export type Fault = 'gap' | 'cut-tail' | 'changed' | 'missing' | 'unchained' | 'seal-missing' | 'unknown-key'

export interface Finding {
  fault: Fault
  /** Whose chain it is in; null for a seal, and for an event that is in none. */
  writer: string | null
  /** Of the row or the seal. */
  seq: number | null
  /** When that was written, as far as it is known. */
  at: Date | null
  says: string
}

export interface Checked {
  events: number
  rows: number
  writers: number
  seals: number
  findings: number
  newestSeal: { seq: number; at: Date | null; mark: string } | null
}

/** What was found may hold anything in the place of a time. */
export const dateOf = (at: unknown): Date | null => (at instanceof Date ? at : null)
