import { useEffect, useRef, type FormEvent, type ReactNode, type RefObject } from 'react'
import { frame } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import { Button } from './button.tsx'

interface Props {
  className?: string
  /** Beside 取消: the one action, a submit button. */
  action?: ReactNode
  cancelRef?: RefObject<HTMLButtonElement>
  onCancel: () => void
  onSubmit?: () => void
  children: ReactNode
}

/** The inside of a dialog: what is asked, and below it 取消 and the action. */
export function DialogForm({ className = '', action, cancelRef, onCancel, onSubmit, children }: Props) {
  const say = useSay()
  const own = useRef<HTMLButtonElement>(null)
  const cancel = cancelRef ?? own
  // A form with a field of its own takes the focus from here.
  useEffect(() => cancel.current?.focus(), [cancel])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit?.()
  }
  return (
    <form onSubmit={submit} noValidate>
      <div className={`dialog-body ${className}`}>{children}</div>
      <div className="dialog-foot">
        <Button look="quiet" innerRef={cancel} onClick={onCancel}>
          {say(frame.cancel)}
        </Button>
        {action}
      </div>
    </form>
  )
}
