import { limits } from '../../../shared/limits.ts'
import { scan, scanLines } from '../../../shared/messages/portal-scan.ts'
import { bindDialog } from '../../../shared/messages/portal-changes.ts'
import type { Facts } from '../facts.ts'
import { useSay } from '../i18n.ts'
import type { ScanView } from '../scan-view.ts'
import type { useDigits } from '../use-digits.ts'
import { Button } from './button.tsx'
import { DigitsTrouble } from './digits-trouble.tsx'
import { NumberMatch } from './number-match.tsx'
import { ScanTile } from './scan-tile.tsx'
import { SecondsLine } from './seconds-line.tsx'

interface Props {
  field: ReturnType<typeof useDigits>
  facts: Facts
  view: ScanView
  now: number
  onAgain: () => void
}

/** A phone took the QR: what to do on it, and the place for the digits it will show. */
export function NumberStage({ field, facts, view, now, onAgain }: Props) {
  const say = useSay()
  const { challenge } = facts
  const life = view === 'number' ? limits.redeemLife : limits.confirmLife
  return (
    <>
      <div className="stage-scanned">
        <ScanTile view="scanned" challenge={challenge} onRefresh={onAgain} />
        <div>
          <p className="stage-title">{say(scanLines[view === 'number' ? 'number' : 'scanned'].title)}</p>
          <ol className="stage-steps">
            {bindDialog.steps.map((step) => (
              <li key={step.en}>{say(step)}</li>
            ))}
          </ol>
        </div>
      </div>
      <NumberMatch
        value={field.value}
        isWrong={field.trouble !== null}
        describedBy="number-trouble"
        inputRef={field.inputRef}
        onChange={field.change}
      />
      <div className="stage-line">
        {field.trouble ? (
          <DigitsTrouble id="number-trouble" trouble={field.trouble} restsUntil={null} now={now} />
        ) : (
          challenge && <SecondsLine until={challenge.until} total={life} now={now} />
        )}
        <Button look="link" onClick={onAgain}>
          {say(scan.again)}
        </Button>
      </div>
    </>
  )
}
