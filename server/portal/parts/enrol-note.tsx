import { KeyRound, ShieldAlert } from 'lucide-react'
import { reported } from '../../../shared/messages/portal.ts'
import { settings } from '../../../shared/messages/portal-settings.ts'
import { useSay } from '../i18n.ts'
import { signOut, useBranding, useVisit } from '../session.ts'
import { Button } from './button.tsx'
import { Note } from './note.tsx'

/** An operator wants a first factor bound: what has to be done, and that the password comes first. */
export function EnrolNote() {
  const say = useSay()
  const session = useVisit()?.session
  if (session?.state === 'change-password') return <PasswordFirst url={session.passwordUrl} />
  if (session?.state !== 'enrol') return null
  return (
    <Note tone="warn" glyph={ShieldAlert} title={say(settings.enrol)}>
      {say(settings.enrolLine)}
    </Note>
  )
}

function PasswordFirst({ url }: { url: string | null }) {
  const say = useSay()
  const { phone, helpMail: mail } = useBranding()
  const change = url && (
    <a className="button button-brand" href={url}>
      {say(reported.change)}
    </a>
  )
  return (
    <>
      <Note tone="warn" glyph={KeyRound} title={say(settings.password)} action={change}>
        {say(url ? settings.passwordLine : settings.passwordCall, { phone, mail })}
      </Note>
      <Button look="quiet" onClick={() => void signOut()}>
        {say(settings.again)}
      </Button>
    </>
  )
}
