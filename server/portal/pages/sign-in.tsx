import { ShieldCheck } from 'lucide-react'
import type { FormEvent } from 'react'
import { secondStep, signIn } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import { errandOf } from '../errand.ts'
import { AddressField } from '../parts/address-field.tsx'
import { Button } from '../parts/button.tsx'
import { ClientLine } from '../parts/client-line.tsx'
import { Glyph } from '../parts/glyph.tsx'
import { Link } from '../parts/link.tsx'
import { PasswordField } from '../parts/password-field.tsx'
import { SignInTrouble } from '../parts/sign-in-trouble.tsx'
import { expectSecondStep } from '../second-step.ts'
import { useBranding, useVisit } from '../session.ts'
import { useNow } from '../use-now.ts'
import { useSignIn } from '../use-sign-in.ts'
import { useTitle } from '../use-title.ts'

const line = 'sign-in-line'

export default function SignIn() {
  const say = useSay()
  const { host } = useBranding()
  const form = useSignIn(useVisit()?.isEnded ?? false)
  const now = useNow(form.retryAt)
  const request = errandOf('continue')
  const isResting = form.retryAt !== undefined && Date.parse(form.retryAt) > now
  useTitle(signIn.page)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isResting) void form.submit()
  }
  return (
    <div className={request ? 'sign-in sign-in-for' : 'sign-in'}>
      {request && <ClientLine request={request} />}
      <form className="card card-sign-in" onInput={expectSecondStep} onSubmit={submit} noValidate>
        <h1 tabIndex={-1}>{say(signIn.title)}</h1>
        <SignInTrouble id={line} trouble={form.trouble} isResting={isResting} now={now} />
        <AddressField innerRef={form.addressRef} isWrong={form.isWrong} describedBy={line} />
        <PasswordField innerRef={form.passwordRef} isWrong={form.isWrong} describedBy={line} />
        <Button look="brand" type="submit" className="button-large" isOff={isResting}>
          {say(form.isBusy ? signIn.busy : signIn.submit)}
        </Button>
      </form>
      <p className="sign-in-hint">
        <Glyph of={ShieldCheck} size={20} className="sign-in-hint-glyph" />
        <span>
          <span>{say(signIn.host, { host })}</span> <span>{say(signIn.staff)}</span>
        </span>
      </p>
      <p className="sign-in-lost">
        <Link to="/lost-phone">{say(secondStep.lost)}</Link>
      </p>
    </div>
  )
}
