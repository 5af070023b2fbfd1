import { useEffect, useState } from 'react'
import { secretForm } from '../../../shared/messages/portal-changes.ts'
import type { Prompt } from '../answers.ts'
import { isPhone } from '../devices.ts'
import { useSay } from '../i18n.ts'
import { inFours } from '../in-fours.ts'
import type { StageProps } from '../stage-props.ts'
import { restOf, useDigits } from '../use-digits.ts'
import { CopyButton } from './copy-button.tsx'
import { DialogForm } from './dialog-form.tsx'
import { Digits } from './digits.tsx'
import { DigitsTrouble } from './digits-trouble.tsx'
import { QrCode } from './qr-code.tsx'
import { SubmitButton } from './submit-button.tsx'
import { Trouble } from './trouble.tsx'

type SecretPrompt = Extract<Prompt, { shape: 'secret' }>

interface Props extends StageProps {
  prompt: SecretPrompt
}

/** From so many wrong codes on, the phone's clock is the likely cause. */
const suspicious = 2

/** A secret for an app: its QR, its key in text, and a code that proves the app has it. */
export function SecretStage({ desk, facts, prompt, now, lead, onCancel }: Props) {
  const say = useSay()
  const [wrong, setWrong] = useState(0)
  const guess = async (typed: string) => {
    const error = await desk.answer(prompt.kind, typed)
    if (error?.code === 'code.wrong') setWrong((count) => count + 1)
    return error
  }
  const field = useDigits(6, guess, facts.challenge?.id)
  const { inputRef } = field
  useEffect(() => inputRef.current?.focus(), [inputRef])
  const rest = restOf(field.trouble, null, now)
  return (
    <DialogForm
      onCancel={onCancel}
      onSubmit={() => void (rest ? undefined : field.submit())}
      action={<SubmitButton isBusy={field.isBusy} isOff={rest !== null} isFaint={field.value.length < 6} />}
    >
      {lead}
      <Secret prompt={prompt} />
      <p className="field-label">{say(secretForm.code)}</p>
      <Digits
        length={6}
        label={say(secretForm.code)}
        value={field.value}
        isWrong={field.trouble !== null && !rest}
        isOff={rest !== null}
        describedBy="code-line"
        inputRef={inputRef}
        onChange={field.change}
      />
      {facts.problem ? (
        <Trouble error={facts.problem} now={now} />
      ) : (
        <DigitsTrouble id="code-line" length={6} trouble={field.trouble} restsUntil={rest} now={now} />
      )}
      {wrong >= suspicious && <p className="secret-clock">{say(secretForm.clock)}</p>}
    </DialogForm>
  )
}

function Secret({ prompt: { url, key } }: { prompt: SecretPrompt }) {
  const say = useSay()
  return (
    <div className="secret">
      <div className="tile tile-code">
        <QrCode text={url} label={say(secretForm.alt)} />
      </div>
      <div className="secret-words">
        <p>{say(secretForm.lead)}</p>
        <p className="secret-key" translate="no">
          <span className="unseen">{say(secretForm.key)}</span>
          {inFours(key)}
        </p>
        <div className="secret-buttons">
          <CopyButton text={key} look="quiet" />
          {isPhone() && (
            <a className="button button-quiet" href={url}>
              {say(secretForm.open)}
            </a>
          )}
        </div>
      </div>
    </div>
  )
}
