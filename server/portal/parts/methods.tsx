import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { settings } from '../../../shared/messages/portal-settings.ts'
import type { Bindings } from '../answers.ts'
import { isPossible, type Change } from '../changes.ts'
import { takeDraft } from '../drafts.ts'
import { useSay } from '../i18n.ts'
import { useVisit } from '../session.ts'
import { useFrozen } from '../use-frozen.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { FactorRow } from './factor-row.tsx'
import { FrozenNote } from './frozen-note.tsx'
import { Note } from './note.tsx'
import { Recovery } from './recovery.tsx'

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
      >
        {say(bindings.isOn ? settings.onLine : settings.offLine)}
      </Note>
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
