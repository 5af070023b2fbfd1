import type { FormEvent } from 'react'
import { CallError } from '../../../shared/client.ts'
import { code, frame } from '../../../shared/messages/portal.ts'
import { scan } from '../../../shared/messages/portal-scan.ts'
import type { CodePrompt } from '../answers.ts'
import { useSay } from '../i18n.ts'
import { signOut, useBranding } from '../session.ts'
import { restOf, useDigits, type FieldTrouble } from '../use-digits.ts'
import type { Verification } from '../verification.ts'
import { codeWords } from '../ways.ts'
import { Button } from './button.tsx'
import { Digits } from './digits.tsx'
import { DigitsTrouble } from './digits-trouble.tsx'
import { Heading } from './heading.tsx'

interface Props {
  desk: Verification
  prompt: CodePrompt
  /** The challenge's life is over: only a new sign-in helps. */
  isOver: boolean
  now: number
}

const expired = new CallError('challenge.expired')

/** The second step by typed code. */
export function CodePanel({ desk, prompt, isOver, now }: Props) {
  const say = useSay()
  const { product } = useBranding()
  const field = useDigits(6, (typed) => desk.answer(prompt.kind, typed))
  const trouble = isOver ? expired : field.trouble
  const rest = isOver ? null : restOf(field.trouble, prompt.restsUntil, now)
  const isOff = isOver || rest !== null
  const lead = rest ? code.lockedLead : isUsed(trouble) ? code.usedLead : codeWords(prompt)!.sentence
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isOver) void signOut()
    else if (!rest) void field.submit()
  }
  return (
    <form className="code" onSubmit={submit} noValidate>
      <Heading>{say(codeWords(prompt)!.title)}</Heading>
      <p className="lead">{say(lead, { product })}</p>
      <Digits
        length={6}
        label={say(code.label)}
        value={isOff ? '' : field.value}
        isWrong={!isOff && isWrongInput(trouble)}
        isOff={isOff}
        describedBy="code-trouble"
        inputRef={field.inputRef}
        onChange={field.change}
      />
      <DigitsTrouble id="code-trouble" length={6} trouble={trouble} restsUntil={rest} now={now} />
      <Button
        look="brand"
        type="submit"
        className="button-large"
        isOff={rest !== null}
        isFaint={!trouble && field.value.length < 6}
      >
        {say(isOver ? scan.back : field.isBusy ? frame.checking : frame.ok)}
      </Button>
    </form>
  )
}

const isUsed = (trouble: FieldTrouble | null) => trouble instanceof CallError && trouble.code === 'code.used'

/** Red is for what was typed, not for an outage. */
const isWrongInput = (trouble: FieldTrouble | null) =>
  trouble === 'incomplete' || (trouble !== null && trouble.code.startsWith('code.'))
