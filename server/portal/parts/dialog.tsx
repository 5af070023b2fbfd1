import { X } from 'lucide-react'
import { useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { frame } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import { Glyph } from './glyph.tsx'
import { StatusRegion } from './status.tsx'

interface Props {
  title: string
  /** Hazard tape: what follows makes the account weaker. */
  isDanger?: boolean
  /** 取消, ✕ and Esc. Without it only a button inside closes: what is shown cannot be shown again. */
  onClose?: () => void
  children: ReactNode
}

/** Esc would close a dialog at the second press, whatever `cancel` says. */
const keepOpen = (event: KeyboardEvent) => {
  if (event.key === 'Escape') event.preventDefault()
}

/** A modal of the browser's own: focus stays inside, and goes back to where it came from. */
export function Dialog({ title, isDanger, onClose, children }: Props) {
  const say = useSay()
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const opener = document.activeElement
    const dialog = ref.current
    dialog?.showModal()
    return () => {
      dialog?.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      className={`dialog ${isDanger ? 'dialog-danger' : ''} ${onClose ? '' : 'dialog-once'}`}
      aria-labelledby={titleId}
      onKeyDown={onClose ? undefined : keepOpen}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
    >
      <StatusRegion>
        {isDanger && <div className="tape" />}
        <div className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          {onClose && (
            <button type="button" className="dialog-close" aria-label={say(frame.close)} onClick={onClose}>
              <Glyph of={X} size={20} />
            </button>
          )}
        </div>
        {children}
      </StatusRegion>
    </dialog>
  )
}
