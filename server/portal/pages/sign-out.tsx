import { useEffect, useState } from 'react'
import { leaving } from '../../../shared/messages/portal-clients.ts'
import { frame } from '../../../shared/messages/portal.ts'
import { follow, forgetErrand } from '../errand.ts'
import { replace } from '../history.ts'
import { useSay } from '../i18n.ts'
import { Button } from '../parts/button.tsx'
import { Heading } from '../parts/heading.tsx'
import { Sentence } from '../parts/sentence.tsx'
import { signOut, useVisit } from '../session.ts'
import { useTitle } from '../use-title.ts'

const stay = () => {
  forgetErrand('for')
  replace('/welcome')
}

/** 退出登录, asked because a client has sent the browser and could not show who is meant: anybody may write such a link. */
export default function SignOut() {
  const say = useSay()
  const address = useVisit()?.session.address ?? null
  const [isBusy, setBusy] = useState(false)
  useTitle(frame.signOut)
  useEffect(() => {
    // Whoever has signed out, here or anywhere, goes back to the client.
    if (address === null && !follow('for')) replace('/sign-in')
  }, [address])
  if (address === null) return null
  const act = async () => {
    setBusy(true)
    await signOut()
    setBusy(false)
  }
  return (
    <section className="card card-leave">
      <Heading>{say(frame.signOut)}</Heading>
      <p className="lead">
        <Sentence of={leaving.line} values={{ address }} />
      </p>
      <Button look="brand" className="button-large" isOff={isBusy} onClick={() => void act()}>
        {say(isBusy ? leaving.busy : frame.signOut)}
      </Button>
      <Button look="quiet" className="button-large" onClick={stay}>
        {say(leaving.stay)}
      </Button>
    </section>
  )
}
