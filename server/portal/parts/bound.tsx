import { CircleCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { factors } from '../../../shared/factors.ts'
import { frame } from '../../../shared/messages/portal.ts'
import { appPasswords } from '../../../shared/messages/portal-app-passwords.ts'
import { bindDialog } from '../../../shared/messages/portal-changes.ts'
import type { Method } from '../answers.ts'
import { dayOf } from '../dates.ts'
import { useSay } from '../i18n.ts'
import { maskOf } from '../masks.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'
import { Link } from './link.tsx'

interface Props {
  kind: Method['kind']
  binding: NonNullable<Method['binding']>
  onDone: () => void
}

/** What is bound now, in the dialog that bound it. */
export function Bound({ kind, binding, onDone }: Props) {
  const say = useSay()
  const done = useRef<HTMLButtonElement>(null)
  useEffect(() => done.current?.focus(), [])
  const height = factors[kind].target ? 'stage-low' : ''
  return (
    <>
      <div className={`dialog-body stage stage-done ${height}`} role="status">
        <span className="sign sign-brand">
          <Glyph of={CircleCheck} size={32} />
        </span>
        <p className="stage-title">{say(bindDialog.done)}</p>
        <p className="stage-done-line">
          {say(bindDialog.doneLine, { mask: say(maskOf(kind, binding.mask)), date: dayOf(binding.boundAt) })}
        </p>
        <p className="stage-done-hint">
          {say(bindDialog.clients)} <Link to="/settings/app-passwords">{say(appPasswords.manage)}</Link>
        </p>
      </div>
      <div className="dialog-foot">
        <Button look="brand" innerRef={done} onClick={onDone}>
          {say(frame.done)}
        </Button>
      </div>
    </>
  )
}
