import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { appPasswords } from '../../../shared/messages/portal-app-passwords.ts'
import { settings } from '../../../shared/messages/portal-settings.ts'
import type { Bindings } from '../answers.ts'
import { isPossible, type Change } from '../changes.ts'
import { takeDraft } from '../drafts.ts'
import { useSay } from '../i18n.ts'
import { useEnrolling, useVisit } from '../session.ts'
import { useFrozen } from '../use-frozen.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { FactorRow } from './factor-row.tsx'
import { FrozenNote } from './frozen-note.tsx'
import { Link } from './link.tsx'
import { Note } from './note.tsx'
import { Recovery } from './recovery.tsx'
import { WhoWillStop } from './stopping-clients.tsx'

interface Props {
  bindings: Bindings
  onChange: () => void
}

/** A change that the end of a session interrupted goes on. */
function interrupted(bindings: Bindings, address: string): Change | null {
  const draft = takeDraft(address)
  return draft && isPossible(draft, bindings) ? draft : null
}

export function Methods({ bindings, onChange }: Props) {
  const say = useSay()
  const address = useVisit()?.session.address ?? ''
  const [change, setChange] = useState(() => interrupted(bindings, address))
  const frozenUntil = useFrozen()
  const isFrozen = frozenUntil !== null
  // Whoever has yet to enrol is told nothing else of the mailbox.
  const isAlone = useEnrolling()
  const close = (isChanged: boolean) => {
    setChange(null)
    if (isChanged) onChange()
  }
  return (
    <>
      {frozenUntil && <FrozenNote until={frozenUntil} />}
      <Note
        tone={bindings.isOn ? 'brand' : 'plain'}
        glyph={bindings.isOn ? ShieldCheck : ShieldAlert}
        title={say(bindings.isOn ? settings.on : settings.off)}
        action={bindings.isOn && <Manage />}
      >
        {say(bindings.isOn ? settings.onLine : settings.offLine)}
      </Note>
      {!bindings.isOn && !isAlone && <WhoWillStop />}
      <ul className="card rows" aria-label={say(settings.methods)}>
        {bindings.methods.map((method) => (
          <FactorRow
            key={method.kind}
            method={method}
            isFrozen={isFrozen}
            onChange={(what) => setChange({ what, kind: method.kind })}
          />
        ))}
      </ul>
      {bindings.isOn && <Recovery recovery={bindings.recovery} isFrozen={isFrozen} onChange={onChange} />}
      {change && <ChangeDialog change={change} bindings={bindings} onClose={close} />}
    </>
  )
}

/** On a narrow screen the tab above is as near. */
function Manage() {
  const say = useSay()
  return (
    <Link to="/settings/app-passwords" className="link note-action">
      {say(appPasswords.manage)}
    </Link>
  )
}
