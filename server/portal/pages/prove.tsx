import { ShieldAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { proveNothing } from '../../../shared/messages/portal-clients.ts'
import { proofDialog } from '../../../shared/messages/portal-changes.ts'
import { settings } from '../../../shared/messages/portal-settings.ts'
import { errandOf, follow, forgetErrand } from '../errand.ts'
import { replace } from '../history.ts'
import { useSay } from '../i18n.ts'
import { Button } from '../parts/button.tsx'
import { DialogForm } from '../parts/dialog-form.tsx'
import { FreshProof } from '../parts/fresh-proof.tsx'
import { Heading } from '../parts/heading.tsx'
import { Note } from '../parts/note.tsx'
import { signOut } from '../session.ts'
import { useTitle } from '../use-title.ts'

const leave = () => {
  forgetErrand('continue')
  replace('/welcome')
}

/** 请先验证身份, for a client that wants to know again who is there. Without one there is nothing to prove. */
export default function Prove() {
  const say = useSay()
  const [isAsked] = useState(() => errandOf('continue') !== null)
  useTitle(proofDialog.title)
  useEffect(() => {
    if (!isAsked) leave()
  }, [isAsked])
  if (!isAsked) return null
  return (
    <section className="card card-prove">
      <div className="card-prove-head">
        <Heading>{say(proofDialog.title)}</Heading>
      </div>
      <FreshProof onProved={() => void follow('continue')} onCancel={leave} instead={<Nothing />} />
    </section>
  )
}

/** Who has bound nothing proves with the password, and that is asked by the sign-in page alone. */
function Nothing() {
  const say = useSay()
  const again = (
    <Button look="brand" type="submit">
      {say(settings.again)}
    </Button>
  )
  return (
    <DialogForm onCancel={leave} onSubmit={() => void signOut()} action={again}>
      <Note tone="plain" glyph={ShieldAlert} title={say(proveNothing.title)}>
        {say(proveNothing.line)}
      </Note>
    </DialogForm>
  )
}
