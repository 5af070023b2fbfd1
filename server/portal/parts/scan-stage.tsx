import { useEffect, useRef, type FormEvent } from 'react'
import { frame } from '../../../shared/messages/portal.ts'
import type { Challenge } from '../answers.ts'
import type { Facts } from '../facts.ts'
import { useSay } from '../i18n.ts'
import type { ScanView } from '../scan-view.ts'
import { useDigits } from '../use-digits.ts'
import { useScanView } from '../use-verification.ts'
import type { Verification } from '../verification.ts'
import { Button } from './button.tsx'
import { NumberStage } from './number-stage.tsx'
import { Replaced } from './replaced.tsx'
import { ScanButton } from './scan-button.tsx'
import { ScanTile } from './scan-tile.tsx'
import { ScanWords, useSpokenState } from './scan-words.tsx'

interface Props {
  desk: Verification
  facts: Facts
  begin: () => Promise<Challenge>
  onCancel: () => void
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
export function ScanStage({ desk, facts, begin, onCancel }: Props) {
  const say = useSay()
  const { view, now } = useScanView(desk, facts, true)
  const shown = inDialog(view)
  const cancel = useRef<HTMLButtonElement>(null)
  const { challenge } = facts
  const field = useDigits(2, (number) => desk.match(number), challenge?.id)
  const { inputRef } = field
  const asksNumber = challenge?.needsNumber === true && (view === 'scanned' || view === 'number') && !facts.isReplaced
  useSpokenState(shown, facts, now)
  useEffect(() => (asksNumber ? inputRef : cancel).current?.focus(), [asksNumber, inputRef])
  const again = () => void (shown === view && challenge ? desk.renew('click') : desk.start(begin))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (asksNumber) void field.submit()
  }
  return (
    <form onSubmit={submit} noValidate>
      <div className="dialog-body stage">
        {facts.isReplaced ? (
          <Replaced onTakeOver={() => void desk.start(begin)} />
        ) : asksNumber ? (
          <NumberStage {...{ field, facts, view, now }} onAgain={again} />
        ) : (
          <QrStage view={shown} facts={facts} now={now} onAgain={again} />
        )}
      </div>
      <div className="dialog-foot">
        <Button look="quiet" innerRef={cancel} onClick={onCancel}>
          {say(frame.cancel)}
        </Button>
        {challenge?.needsNumber && (
          <Button look="brand" type="submit" isOff={!asksNumber} isFaint={field.value.length < 2}>
            {say(field.isBusy ? frame.checking : frame.ok)}
          </Button>
        )}
      </div>
    </form>
  )
}
