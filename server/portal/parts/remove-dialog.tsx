import { useState } from 'react'
import { CallError } from '../../../shared/client.ts'
import { appPasswords, removeDialog } from '../../../shared/messages/portal-app-passwords.ts'
import type { AppPassword, AppPasswords } from '../answers.ts'
import { call } from '../api.ts'
import { clock } from '../clock.ts'
import { useSay } from '../i18n.ts'
import { load } from '../load.ts'
import { toast } from '../toasts.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { DialogForm } from './dialog-form.tsx'
import { Sentence } from './sentence.tsx'
import { Trouble } from './trouble.tsx'

interface Props {
  password: AppPassword
  /** @param left what is left; null: nothing was deleted. */
  onClose: (left: AppPasswords | null) => void
}

/** 【删除】: asked first, because a client that somebody uses stops at once. */
export function RemoveDialog({ password: { id, name }, onClose }: Props) {
  const say = useSay()
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<CallError | null>(null)
  const cancel = () => onClose(null)
  const remove = async () => {
    if (isBusy) return
    setTrouble(null)
    setBusy(true)
    const answer = await load(() => call('DELETE /api/app-passwords/:id', { params: { id } }))
    setBusy(false)
    if (answer instanceof CallError) return setTrouble(answer)
    toast({ words: appPasswords.removed })
    onClose(answer)
  }
  const action = (
    <Button look="brand" type="submit">
      {say(isBusy ? removeDialog.busy : appPasswords.remove)}
    </Button>
  )
  return (
    <Dialog title={say(removeDialog.title)} onClose={cancel}>
      <DialogForm onCancel={cancel} onSubmit={() => void remove()} action={action}>
        <p className="named">
          <Sentence of={removeDialog.which} values={{ name }} />
        </p>
        <p>{say(removeDialog.line)}</p>
        {trouble && (
          <div className="trouble-under">
            <Trouble error={trouble} now={clock.now()} />
          </div>
        )}
      </DialogForm>
    </Dialog>
  )
}
