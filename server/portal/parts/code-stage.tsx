import { useEffect } from 'react'
import { factors } from '../../../shared/factors.ts'
import type { CodePrompt } from '../answers.ts'
import { useSay } from '../i18n.ts'
import type { StageProps } from '../stage-props.ts'
import { useCode, type Code } from '../use-code.ts'
import type { Verification } from '../verification.ts'
import { codeWords } from '../ways.ts'
import { CodeFields } from './code-fields.tsx'
import { DialogForm } from './dialog-form.tsx'
import { SubmitButton } from './submit-button.tsx'

interface Props extends StageProps {
  prompt: CodePrompt
  hasOthers: boolean
}

/** 【确定】 of 解绑 asked for the message of the binding that goes. */
function useOwnMessage(desk: Verification, { prompt: { kind, sent }, state }: Code, isOwn: boolean) {
  const isDue = isOwn && factors[kind].send === 'on-click' && sent === null && state === 'unsent'
  useEffect(() => {
    if (isDue) void desk.send(kind)
  }, [desk, kind, isDue])
}

/** A typed code inside a dialog. */
export function CodeStage({ desk, facts, prompt, now, lead, others, hasOthers, onCancel }: Props) {
  const say = useSay()
  const code = useCode(desk, facts, prompt, now)
  const { field, isOpen, isFaint } = code
  const isUnbind = facts.challenge?.purpose === 'unbind'
  useOwnMessage(desk, code, isUnbind && prompt.kind === facts.challenge?.target)
  const { inputRef } = field
  useEffect(() => {
    if (isOpen) inputRef.current?.focus()
  }, [isOpen, inputRef])
  return (
    <DialogForm
      className="stage-low"
      onCancel={onCancel}
      onSubmit={() => void (isOpen && field.submit())}
      action={<SubmitButton isBusy={field.isBusy} isOff={!isOpen} isFaint={isFaint} isDanger={isUnbind} />}
    >
      {lead}
      <p className="stage-title">{say(codeWords(prompt)!.title)}</p>
      <CodeFields code={code} hasOthers={hasOthers} />
      {others}
    </DialogForm>
  )
}
