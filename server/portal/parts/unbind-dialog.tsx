import { Info, Unlink } from 'lucide-react'
import { useState } from 'react'
import { factorNames, frame } from '../../../shared/messages/portal.ts'
import { unbindDialog, unbindProofs } from '../../../shared/messages/portal-changes.ts'
import type { Method } from '../answers.ts'
import { giveUp } from '../give-up.ts'
import { useSay } from '../i18n.ts'
import { useUnbinding } from '../use-unbinding.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { DialogForm } from './dialog-form.tsx'
import { Glyph } from './glyph.tsx'
import { Stage } from './stage.tsx'
import { UnbindWords } from './unbind-words.tsx'

interface Props {
  kind: Method['kind']
  binding: NonNullable<Method['binding']>
  isLast: boolean
  onClose: (isUnbound: boolean) => void
}

/** 解绑: what follows from it, then a proof that is good for this one change. */
export function UnbindDialog({ kind, binding, isLast, onClose }: Props) {
  const say = useSay()
  const [isAsked, setAsked] = useState(true)
  const { desk, facts, begin } = useUnbinding(kind, binding.id, () => onClose(true))
  const confirm = () => {
    setAsked(false)
    void desk.start(begin)
  }
  const cancel = () => {
    giveUp(facts)
    onClose(false)
  }
  const title = isAsked ? unbindDialog.title : unbindDialog.proofTitle
  return (
    <Dialog title={say(title, { method: say(factorNames[kind]) })} isDanger onClose={cancel}>
      {isAsked ? (
        <DialogForm
          onCancel={cancel}
          action={
            <Button look="danger" onClick={confirm}>
              {say(frame.ok)}
            </Button>
          }
        >
          <div className="unbind">
            <span className="danger-block">
              <Glyph of={Unlink} size={24} />
            </span>
            <UnbindWords kind={kind} isLast={isLast} />
          </div>
          <ProofHint kind={kind} mask={binding.mask ?? ''} />
        </DialogForm>
      ) : (
        <Stage {...{ desk, facts, begin }} onCancel={cancel} />
      )}
    </Dialog>
  )
}

function ProofHint({ kind, mask }: { kind: Method['kind']; mask: string }) {
  const say = useSay()
  const words = unbindProofs[kind]
  if (!words) return null
  return (
    <div className="unbind-hint">
      <Glyph of={Info} size={20} />
      <p>{say(words, { mask })}</p>
    </div>
  )
}
