import type { Facts } from '../facts.ts'
import type { ScanView } from '../scan-view.ts'
import { signOut } from '../session.ts'
import { ScanButton } from './scan-button.tsx'
import { ScanTile } from './scan-tile.tsx'
import { ScanWords } from './scan-words.tsx'

interface Props {
  view: ScanView
  facts: Facts
  now: number
}

/** A second step whose challenge is not known yet, or is gone. */
export const ScanOver = ({ view, facts, now }: Props) => (
  <section className="scan">
    <ScanTile view={view} challenge={facts.challenge} onRefresh={() => void signOut()} />
    <div className="scan-side">
      <ScanWords view={view} facts={facts} now={now} />
      <ScanButton view={view} onAgain={() => void signOut()} onBack={() => void signOut()} />
    </div>
  </section>
)
