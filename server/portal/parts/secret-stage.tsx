import { useEffect, useState } from 'react'
import { CallError } from '../../../shared/client.ts'
import { secretForm } from '../../../shared/messages/portal-changes.ts'
import type { CodePrompt, SecretPrompt } from '../answers.ts'
import { useSay } from '../i18n.ts'
import type { StageProps } from '../stage-props.ts'
import { useCode, type Code } from '../use-code.ts'
import { CodeField } from './code-field.tsx'
import { CodeLine } from './code-line.tsx'
import { DialogForm } from './dialog-form.tsx'
import { Secret } from './secret.tsx'
import { SubmitButton } from './submit-button.tsx'

interface Props extends StageProps {
  secret: SecretPrompt
  prompt: CodePrompt
}

/** From so many wrong codes on, the phone's clock is the likely cause. */
const suspicious = 2

function useWrongGuesses({ trouble }: Code['field']): number {
  const [count, setCount] = useState(0)
  useEffect(() => {
    if (trouble instanceof CallError && trouble.code === 'code.wrong') setCount((before) => before + 1)
  }, [trouble])
  return count
}

/** A secret for an app: its QR, its key in text, and a code that proves the app has it. */
export function SecretStage({ desk, facts, secret, prompt, now, lead, onCancel }: Props) {
  const say = useSay()
  const code = useCode(desk, facts, prompt, now)
  const { field, isOpen } = code
  const { inputRef } = field
  const wrong = useWrongGuesses(field)
  useEffect(() => {
    if (isOpen) inputRef.current?.focus()
  }, [isOpen, inputRef])
  return (
    <DialogForm
      className="dialog-secret"
      onCancel={onCancel}
      onSubmit={() => void (isOpen && field.submit())}
      action={<SubmitButton isBusy={field.isBusy} isOff={!isOpen} isFaint={code.isFaint} />}
    >
      {lead}
      <Secret secret={secret} />
      <p className="field-label">{say(secretForm.code)}</p>
      <CodeField code={code} describedBy="code-line" />
      <CodeLine id="code-line" code={code} />
      <p className="secret-clock" role="status">
        {wrong >= suspicious && say(secretForm.clock)}
      </p>
    </DialogForm>
  )
}
