import { useEffect, useRef } from 'react'
import type { Facts } from '../facts.ts'
import type { ScanView } from '../scan-view.ts'
import type { StageProps } from '../stage-props.ts'
import { useDigits } from '../use-digits.ts'
import { DialogForm } from './dialog-form.tsx'
import { NumberStage } from './number-stage.tsx'
import { ScanButton } from './scan-button.tsx'
import { ScanTile } from './scan-tile.tsx'
import { ScanWords, useSpokenState } from './scan-words.tsx'
import { SubmitButton } from './submit-button.tsx'

interface Props extends StageProps {
  view: ScanView
  /** Begins the change anew. */
  onBegin: () => void
}

/** In a dialog nothing is over for good: the change is simply begun again. */
const inDialog = (view: ScanView): ScanView => (view === 'over' || view === 'limit' ? 'expired' : view)

interface QrProps {
  view: ScanView
  facts: Facts
  now: number
  onAgain: () => void
}

const QrStage = ({ view, facts, now, onAgain }: QrProps) => (
  <div className="stage-scan">
    <ScanTile view={view} challenge={facts.challenge} onRefresh={onAgain} />
    <ScanWords view={view} facts={facts} now={now} />
    <ScanButton view={view} onAgain={onAgain} />
  </div>
)

/** The scan inside a dialog: QR, what the phone did, the two digits. */
export function ScanStage({ desk, facts, view, now, lead, others, onBegin, onCancel }: Props) {
  const shown = inDialog(view)
  const cancel = useRef<HTMLButtonElement>(null)
  const { challenge } = facts
  const field = useDigits(2, (number) => desk.match(number), challenge?.id)
  const { inputRef } = field
  const asksNumber = challenge?.needsNumber === true && (view === 'scanned' || view === 'number')
  useSpokenState(shown, facts, now)
  useEffect(() => (asksNumber ? inputRef : cancel).current?.focus(), [asksNumber, inputRef])
  const again = () => (shown === view && challenge ? void desk.renew('click') : onBegin())
  const submit = challenge?.needsNumber && (
    <SubmitButton isBusy={field.isBusy} isOff={!asksNumber} isFaint={field.value.length < 2} />
  )
  return (
    <DialogForm
      className="stage"
      cancelRef={cancel}
      onCancel={onCancel}
      onSubmit={() => void (asksNumber && field.submit())}
      action={submit}
    >
      {lead}
      {asksNumber ? (
        <NumberStage {...{ field, facts, view, now }} onAgain={again} />
      ) : (
        <QrStage view={shown} facts={facts} now={now} onAgain={again} />
      )}
      {!asksNumber && others}
    </DialogForm>
  )
}
