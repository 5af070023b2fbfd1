import { CircleCheck } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { factorNames, frame } from '../../../shared/messages/portal.ts'
import { bindDialog } from '../../../shared/messages/portal-settings.ts'
import type { Method, Session } from '../answers.ts'
import { call } from '../api.ts'
import { loadBindings } from '../bindings.ts'
import { dayOf } from '../dates.ts'
import { useSay } from '../i18n.ts'
import { adopt, end } from '../session.ts'
import { toast } from '../toasts.ts'
import { giveUp } from '../give-up.ts'
import { useVerification } from '../use-verification.ts'
import { maskOf } from '../masks.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Glyph } from './glyph.tsx'
import { ScanStage } from './scan-stage.tsx'

interface Props {
  kind: Method['kind']
  /** @param isBound something changed and the page asks again. */
  onClose: (isBound: boolean) => void
}

/** 绑定: scan, confirm on the phone, two digits, and what is bound now. */
export function BindDialog({ kind, onClose }: Props) {
  const say = useSay()
  const [bound, setBound] = useState<Method['binding']>(null)
  const finish = async (session: Session) => {
    adopt(session)
    const found = await loadBindings()
    const binding = 'methods' in found ? found.methods.find((method) => method.kind === kind)?.binding : undefined
    if (binding) return setBound(binding)
    toast({ problem: 'code' in found ? found.code : 'account.changed' })
    onClose(true)
  }
  const { desk, facts } = useVerification({ done: (session) => void finish(session), ended: end })
  const begin = useCallback(() => call('POST /api/bindings', { input: { kind } }), [kind])
  useEffect(() => void desk.start(begin), [desk, begin])
  const cancel = () => {
    if (!bound) giveUp(facts)
    onClose(bound !== null)
  }
  return (
    <Dialog title={say(bindDialog.title, { method: say(factorNames[kind]) })} onClose={cancel}>
      {bound ? (
        <Bound kind={kind} binding={bound} onDone={() => onClose(true)} />
      ) : (
        <ScanStage desk={desk} facts={facts} begin={begin} onCancel={cancel} />
      )}
    </Dialog>
  )
}

interface BoundProps {
  kind: Method['kind']
  binding: NonNullable<Method['binding']>
  onDone: () => void
}

function Bound({ kind, binding, onDone }: BoundProps) {
  const say = useSay()
  const done = useRef<HTMLButtonElement>(null)
  useEffect(() => done.current?.focus(), [])
  return (
    <>
      <div className="dialog-body stage stage-done" role="status">
        <span className="sign sign-brand">
          <Glyph of={CircleCheck} size={32} />
        </span>
        <p className="stage-title">{say(bindDialog.done)}</p>
        <p className="stage-done-line">
          {say(bindDialog.doneLine, { mask: say(maskOf(kind, binding.mask)), date: dayOf(binding.boundAt) })}
        </p>
        <p className="stage-done-hint">{say(bindDialog.clients)}</p>
      </div>
      <div className="dialog-foot">
        <Button look="brand" innerRef={done} onClick={onDone}>
          {say(frame.done)}
        </Button>
      </div>
    </>
  )
}
