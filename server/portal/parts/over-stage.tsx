import { CallError } from '../../../shared/client.ts'
import { frame } from '../../../shared/messages/portal.ts'
import { proofDialog } from '../../../shared/messages/portal-changes.ts'
import type { Facts } from '../facts.ts'
import { useSay } from '../i18n.ts'
import type { ScanView } from '../scan-view.ts'
import { Button } from './button.tsx'
import { DialogForm } from './dialog-form.tsx'
import { Replaced } from './replaced.tsx'
import { Trouble, TroubleLine } from './trouble.tsx'

interface Props {
  facts: Facts
  view: ScanView
  now: number
  onAgain: () => void
  onCancel: () => void
}

/** Nothing can be asked: not yet, or not any more. A change is then begun again. */
export function OverStage({ facts, view, now, onAgain, onCancel }: Props) {
  const say = useSay()
  if (facts.isReplaced)
    return (
      <DialogForm className="stage" onCancel={onCancel}>
        <Replaced onTakeOver={onAgain} />
      </DialogForm>
    )
  const retry = (
    <Button look="brand" type="submit">
      {say(frame.retry)}
    </Button>
  )
  return (
    <DialogForm
      className="stage stage-over"
      onCancel={onCancel}
      onSubmit={onAgain}
      action={view !== 'loading' && retry}
    >
      {view === 'loading' ? (
        <p role="status">{say(frame.wait)}</p>
      ) : view === 'over' ? (
        <TroubleLine code="challenge.expired">{say(proofDialog.over)}</TroubleLine>
      ) : (
        <Trouble error={facts.problem ?? new CallError('offline')} now={now} />
      )}
    </DialogForm>
  )
}
