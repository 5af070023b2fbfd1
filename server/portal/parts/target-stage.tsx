import { useEffect } from 'react'
import { factors } from '../../../shared/factors.ts'
import { targetForm } from '../../../shared/messages/portal-changes.ts'
import type { CodePrompt } from '../answers.ts'
import { useSay } from '../i18n.ts'
import type { StageProps } from '../stage-props.ts'
import { useCode, type Code } from '../use-code.ts'
import type { Target } from '../use-draft.ts'
import { useTarget } from '../use-target.ts'
import { CodeField } from './code-field.tsx'
import { CodeLine } from './code-line.tsx'
import { DialogForm } from './dialog-form.tsx'
import { SubmitButton } from './submit-button.tsx'
import { TargetField } from './target-field.tsx'

interface Props extends StageProps {
  prompt: CodePrompt
  target: Target
}

/** The address's line says these in the words of a new binding, and how long the code is good. */
const saidAbove = ['valid', 'retry', 'tomorrow']
const below = (code: Code): Code => (code.line && saidAbove.includes(code.line.what) ? { ...code, line: null } : code)

/** A new address or number: a code goes there and comes back through its owner. */
export function TargetStage({ desk, facts, prompt, now, lead, target, onCancel }: Props) {
  const say = useSay()
  const code = useCode(desk, facts, prompt, now)
  const field = useTarget(code, facts, target)
  const { inputRef } = field
  useEffect(() => inputRef.current?.focus(), [inputRef])
  const what = factors[prompt.kind].target
  if (!what) return null
  const { isSent } = field
  const submit = () => void (isSent ? code.field.submit() : field.send())
  return (
    <DialogForm
      className="stage-low"
      onCancel={onCancel}
      onSubmit={submit}
      action={<SubmitButton isBusy={code.field.isBusy} isOff={!isSent} isFaint={code.isFaint} />}
    >
      {lead}
      <TargetField what={what} field={field} code={code} />
      <p className="field-label">{say(targetForm.code)}</p>
      <CodeField code={{ ...code, isOpen: isSent }} describedBy="code-line" />
      <CodeLine id="code-line" code={below(code)} />
    </DialogForm>
  )
}
