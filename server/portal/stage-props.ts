import type { ReactNode } from 'react'
import type { Facts } from './facts.ts'
import type { Verification } from './verification.ts'

/** What every way to answer inside a dialog is given. */
export interface StageProps {
  desk: Verification
  facts: Facts
  /** Milliseconds of the server's clock, anew each second. */
  now: number
  /** What stands above, whatever is asked. */
  lead: ReactNode
  /** The link to the other ways, below. */
  others: ReactNode
  onCancel: () => void
}
