import { MonitorSmartphone } from 'lucide-react'
import { secondStep } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'

/** Another tab of this browser began a newer verification; there is only one at a time. */
export function Replaced({ onTakeOver }: { onTakeOver: () => void }) {
  const say = useSay()
  return (
    <section className="replaced" role="alert">
      <span className="sign sign-warn">
        <Glyph of={MonitorSmartphone} size={32} />
      </span>
      <p className="scan-title">{say(secondStep.replaced)}</p>
      <Button look="quiet" onClick={onTakeOver}>
        {say(secondStep.takeOver)}
      </Button>
    </section>
  )
}
