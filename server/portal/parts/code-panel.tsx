import type { FormEvent, ReactNode } from 'react'
import { frame } from '../../../shared/messages/portal.ts'
import { scan } from '../../../shared/messages/portal-scan.ts'
import type { CodePrompt } from '../answers.ts'
import type { Facts } from '../facts.ts'
import { useSay } from '../i18n.ts'
import { signOut } from '../session.ts'
import { useCode } from '../use-code.ts'
import type { Verification } from '../verification.ts'
import { codeWords } from '../ways.ts'
import { Button } from './button.tsx'
import { CodeFields } from './code-fields.tsx'
import { Heading } from './heading.tsx'

interface Props {
  desk: Verification
  facts: Facts
  prompt: CodePrompt
  now: number
  /** Some other way can be chosen below. */
  hasOthers: boolean
  /** The check-box, above the button. */
  children?: ReactNode
}

/** The second step by typed code. */
export function CodePanel({ desk, facts, prompt, now, hasOthers, children }: Props) {
  const say = useSay()
  const code = useCode(desk, facts, prompt, now)
  const { field, state } = code
  const isOver = state === 'over'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isOver) void signOut()
    else if (code.isOpen) void field.submit()
  }
  return (
    <form className="code" onSubmit={submit} noValidate>
      <Heading>{say(codeWords(prompt)!.title)}</Heading>
      <CodeFields code={code} hasOthers={hasOthers} />
      {children}
      <Button
        look="brand"
        type="submit"
        className="button-large"
        isOff={!isOver && !code.isOpen}
        isFaint={code.isFaint}
      >
        {say(isOver ? scan.back : field.isBusy ? frame.checking : frame.ok)}
      </Button>
    </form>
  )
}
