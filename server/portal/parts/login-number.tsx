import { useEffect, type FormEvent } from 'react'
import { limits } from '../../../shared/limits.ts'
import { frame } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import { restOf, useDigits } from '../use-digits.ts'
import type { Verification } from '../verification.ts'
import { Button } from './button.tsx'
import { DigitsTrouble } from './digits-trouble.tsx'
import { NumberMatch } from './number-match.tsx'
import { SecondsLine } from './seconds-line.tsx'

interface Props {
  desk: Verification
  until: string
  now: number
}

/** The number match of a sign-in: asked when the scan was not plainly the person at this screen. One try. */
export function LoginNumber({ desk, until, now }: Props) {
  const say = useSay()
  const field = useDigits(2, (number) => desk.match(number))
  useEffect(() => field.inputRef.current?.focus(), [field.inputRef])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void field.submit()
  }
  return (
    <form className="login-number" onSubmit={submit} noValidate>
      <NumberMatch
        value={field.value}
        isWrong={field.trouble !== null}
        describedBy="number-trouble"
        inputRef={field.inputRef}
        onChange={field.change}
      />
      <DigitsTrouble
        id="number-trouble"
        trouble={field.trouble}
        restsUntil={restOf(field.trouble, null, now)}
        now={now}
      />
      <SecondsLine until={until} total={limits.redeemLife} now={now} />
      <Button look="brand" type="submit" className="button-large" isFaint={field.value.length < 2}>
        {say(field.isBusy ? frame.checking : frame.ok)}
      </Button>
    </form>
  )
}
