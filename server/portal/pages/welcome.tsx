import { Settings, ShieldAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { welcome } from '../../../shared/messages/portal.ts'
import { settings } from '../../../shared/messages/portal-settings.ts'
import { loadAppPasswords } from '../app-passwords.ts'
import { loadBindings } from '../bindings.ts'
import { useSay } from '../i18n.ts'
import { Glyph } from '../parts/glyph.tsx'
import { Heading } from '../parts/heading.tsx'
import { Note } from '../parts/note.tsx'
import { ReportedNote } from '../parts/reported-note.tsx'
import { PathMenu } from '../parts/path-menu.tsx'
import { WelcomeTiles } from '../parts/welcome-tiles.tsx'
import { useVisit } from '../session.ts'
import { useTitle } from '../use-title.ts'

/** The account page: both ways of the user guide to its settings, and what there is at a glance. */
export default function Welcome() {
  const say = useSay()
  const session = useVisit()?.session
  const address = session?.address ?? ''
  const [isOn, setOn] = useState<boolean | null>(null)
  const [appPasswordCount, setCount] = useState<number | null>(null)
  useTitle(welcome.page)
  useEffect(() => {
    // Without an answer a tile has no state; its page says what is wrong.
    void loadBindings().then((found) => setOn('isOn' in found ? found.isOn : null))
    void loadAppPasswords().then((found) => setCount('passwords' in found ? found.passwords.length : null))
  }, [])
  const avatar = <span className="avatar">{address.slice(0, 1).toUpperCase()}</span>
  return (
    <div className="welcome">
      <div className="welcome-head">
        <PathMenu label={say(welcome.avatar)} face={avatar} steps={[welcome.personal, welcome.security]} />
        <Heading>{say(welcome.title, { address })}</Heading>
      </div>
      {session?.passwordReported && <ReportedNote url={session.passwordUrl} />}
      {isOn === false && (
        <Note tone="plain" glyph={ShieldAlert} title={say(settings.off)}>
          {say(settings.offLine)}
        </Note>
      )}
      <WelcomeTiles webmailUrl={session?.webmailUrl ?? null} {...{ isOn, appPasswordCount }} />
      <div className="welcome-gear">
        <PathMenu label={say(welcome.gear)} face={<Gear />} steps={[welcome.security]} opensUp />
      </div>
    </div>
  )
}

function Gear() {
  const say = useSay()
  return (
    <>
      <Glyph of={Settings} size={20} />
      {say(welcome.gear)}
    </>
  )
}
