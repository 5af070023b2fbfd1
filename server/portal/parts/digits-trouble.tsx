import { CircleX } from 'lucide-react'
import { code } from '../../../shared/messages/portal-code.ts'
import { scan } from '../../../shared/messages/portal-scan.ts'
import { useSay } from '../i18n.ts'
import type { FieldTrouble } from '../use-digits.ts'
import { Glyph } from './glyph.tsx'
import { Trouble, TroubleLine } from './trouble.tsx'
import { WaitSentence } from './wait-sentence.tsx'

interface Props {
  id: string
  trouble: FieldTrouble | null
  /** Until when no guess is taken. */
  restsUntil: string | null
  now: number
}

/** The line below the two digits; its height is kept when it is empty, so that nothing jumps. */
export const DigitsTrouble = (props: Props) => (
  <div className="trouble-place">
    <Line {...props} />
  </div>
)

function Line({ id, trouble, restsUntil, now }: Props) {
  const say = useSay()
  if (restsUntil) {
    return (
      <TroubleLine id={id} code="throttle.wait">
        <WaitSentence of={code.locked} until={restsUntil} now={now} />
      </TroubleLine>
    )
  }
  if (trouble === 'incomplete') {
    return (
      <p id={id} className="trouble trouble-danger" role="alert">
        <Glyph of={CircleX} />
        <span>{say(scan.digitsMissing)}</span>
      </p>
    )
  }
  // A wait that is over is no trouble any more.
  return trouble && !trouble.problem?.retryAt && <Trouble id={id} error={trouble} now={now} />
}
