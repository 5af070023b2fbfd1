import { CircleCheck } from 'lucide-react'
import { secondStep } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import { Glyph } from './glyph.tsx'

/** The step that is done already. */
export function Passed({ address }: { address: string }) {
  const say = useSay()
  return (
    <div className="passed">
      <Glyph of={CircleCheck} size={20} className="passed-glyph" />
      <div className="passed-text">
        <strong className="passed-address">{address}</strong>
        <span className="passed-words">{say(secondStep.passed)}</span>
      </div>
    </div>
  )
}
