import { Info, Unlink } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { factorNames, frame } from '../../../shared/messages/portal.ts'
import { settings, unbindDialog } from '../../../shared/messages/portal-settings.ts'
import type { Method, Session } from '../answers.ts'
import { call } from '../api.ts'
import { giveUp } from '../give-up.ts'
import { useSay } from '../i18n.ts'
import { adopt, end } from '../session.ts'
import { toast } from '../toasts.ts'
import { useVerification } from '../use-verification.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Glyph } from './glyph.tsx'
import { ScanStage } from './scan-stage.tsx'
import { UnbindWords } from './unbind-words.tsx'

interface Props {
  kind: Method['kind']
  bindingId: string
  isLast: boolean
  onClose: (isUnbound: boolean) => void
}

/** 解绑: what follows from it, then a proof that is good for this one change. */
export function UnbindDialog({ kind, bindingId, isLast, onClose }: Props) {
  const say = useSay()
  const [isAsked, setAsked] = useState(true)
  const done = (session: Session) => {
    adopt(session)
    toast({ words: settings.unboundToast, method: factorNames[kind] })
    onClose(true)
  }
  const { desk, facts } = useVerification({ done, ended: end })
  const begin = () => call('POST /api/bindings/:id/unbind', { params: { id: bindingId }, input: {} })
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
        <Ask kind={kind} isLast={isLast} onCancel={cancel} onConfirm={confirm} />
      ) : (
        <ScanStage desk={desk} facts={facts} begin={begin} onCancel={cancel} />
      )}
    </Dialog>
  )
}

interface AskProps {
  kind: Method['kind']
  isLast: boolean
  onCancel: () => void
  onConfirm: () => void
}

function Ask({ kind, isLast, onCancel, onConfirm }: AskProps) {
  const say = useSay()
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => cancel.current?.focus(), [])
  return (
    <>
      <div className="dialog-body">
        <div className="unbind">
          <span className="danger-block">
            <Glyph of={Unlink} size={24} />
          </span>
          <UnbindWords kind={kind} isLast={isLast} />
        </div>
        <ProofHint kind={kind} />
      </div>
      <div className="dialog-foot">
        <Button look="quiet" innerRef={cancel} onClick={onCancel}>
          {say(frame.cancel)}
        </Button>
        <Button look="danger" onClick={onConfirm}>
          {say(frame.ok)}
        </Button>
      </div>
    </>
  )
}

function ProofHint({ kind }: { kind: Method['kind'] }) {
  const say = useSay()
  if (kind !== 'wechat') return null
  return (
    <div className="unbind-hint">
      <Glyph of={Info} size={20} />
      <p>{say(unbindDialog.proof.wechat)}</p>
    </div>
  )
}
