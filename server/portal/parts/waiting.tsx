import { scanLines } from '../../../shared/messages/portal-scan.ts'
import type { Facts } from '../facts.ts'
import { useSay, type Words } from '../i18n.ts'
import type { ScanView } from '../scan-view.ts'
import { CountdownLine } from './scan-words.tsx'

interface Props {
  view: ScanView
  facts: Facts
  now: number
  steps: Words[]
}

/** What stands beside a QR that waits: how to scan, and when it is renewed. */
export function Waiting({ view, facts, now, steps }: Props) {
  const say = useSay()
  return (
    <>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.en}>{say(step)}</li>
        ))}
      </ol>
      <div className="waiting-line">
        {view !== 'pending' && <strong>{say(scanLines[view === 'renewed' ? view : 'loading'].title)}</strong>}
        {view !== 'loading' && <CountdownLine view={view} facts={facts} now={now} />}
      </div>
    </>
  )
}
