import { useEffect, useState } from 'react'
import { frame } from '../../../shared/messages/portal.ts'
import { proofDialog } from '../../../shared/messages/portal-changes.ts'
import { recovery } from '../../../shared/messages/portal-settings.ts'
import { clock } from '../clock.ts'
import { useSay } from '../i18n.ts'
import { useRecoveryCodes } from '../use-recovery-codes.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { DialogForm } from './dialog-form.tsx'
import { FreshProof } from './fresh-proof.tsx'
import { ShownCodes } from './shown-codes.tsx'
import { Trouble } from './trouble.tsx'

interface Props {
  /** There are codes that the new ones replace: this is asked first. */
  isAgain: boolean
  onClose: (isMade: boolean) => void
}

/** 【生成】 and 【重新生成】: a fresh proof when one is due, then ten codes, shown once. */
export function RecoveryDialog({ isAgain, onClose }: Props) {
  const say = useSay()
  const [isAsking, setAsking] = useState(isAgain)
  const { codes, trouble, isProving, make } = useRecoveryCodes()
  useEffect(() => {
    if (!isAsking) void make()
  }, [isAsking, make])
  const close = () => onClose(false)
  if (codes)
    return (
      <Dialog title={say(recovery.madeTitle)}>
        <ShownCodes codes={codes} onDone={() => onClose(true)} />
      </Dialog>
    )
  if (isProving)
    return (
      <Dialog title={say(proofDialog.title)} onClose={close}>
        <FreshProof onProved={() => void make()} onCancel={close} />
      </Dialog>
    )
  if (isAsking)
    return (
      <Dialog title={say(recovery.askTitle)} onClose={close}>
        <DialogForm onCancel={close} onSubmit={() => setAsking(false)} action={<Submit>{say(recovery.remake)}</Submit>}>
          <p>{say(recovery.ask)}</p>
        </DialogForm>
      </Dialog>
    )
  return (
    <Dialog title={say(recovery.title)} onClose={close}>
      <DialogForm onCancel={close} onSubmit={() => void make()} action={trouble && <Submit>{say(frame.retry)}</Submit>}>
        {trouble ? <Trouble error={trouble} now={clock.now()} /> : <p role="status">{say(recovery.making)}</p>}
      </DialogForm>
    </Dialog>
  )
}

const Submit = ({ children }: { children: string }) => (
  <Button look="brand" type="submit">
    {children}
  </Button>
)
