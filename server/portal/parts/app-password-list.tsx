import { Info, ShieldAlert, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { appPasswords as words } from '../../../shared/messages/portal-app-passwords.ts'
import type { AppPassword, AppPasswords } from '../answers.ts'
import { clock } from '../clock.ts'
import { whenOf } from '../dates.ts'
import { useSay } from '../i18n.ts'
import { useNarrow } from '../use-narrow.ts'
import { AppPasswordCards } from './app-password-cards.tsx'
import { AppPasswordTable } from './app-password-table.tsx'
import { Note } from './note.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { useAnnounce } from './status.tsx'
import { StoppingClients } from './stopping-clients.tsx'

interface Props {
  found: AppPasswords
  onChange: (found: AppPasswords) => void
  /** The button that was pressed is gone: something else takes the focus. The same function each time. */
  onRemoved: () => void
}

export function AppPasswordList({ found, onChange, onRemoved }: Props) {
  const say = useSay()
  const isNarrow = useNarrow()
  const { leaving, ask, close } = useRemoval(onChange, onRemoved)
  const { passwords, most } = found
  const List = isNarrow ? AppPasswordCards : AppPasswordTable
  return (
    <>
      <State found={found} />
      {passwords.length > 0 ? (
        <section className={isNarrow ? 'list' : 'list card'} aria-label={say(words.page)}>
          <List passwords={passwords} onRemove={ask} />
        </section>
      ) : (
        <p className="card list list-empty">{say(words.empty)}</p>
      )}
      <Note tone="plain" glyph={Info}>
        {say(words.note, { most })}
      </Note>
      {leaving && <RemoveDialog password={leaving} onClose={close} />}
    </>
  )
}

/** The dialog that is open, and where the focus goes once the row is gone. */
function useRemoval(onChange: Props['onChange'], onRemoved: Props['onRemoved']) {
  const [leaving, setLeaving] = useState<AppPassword | null>(null)
  const [gone, setGone] = useState(0)
  useEffect(() => {
    // After the dialog has closed, and with it what keeps the focus inside.
    if (gone > 0) onRemoved()
  }, [gone, onRemoved])
  const close = (left: AppPasswords | null) => {
    setLeaving(null)
    if (!left) return
    onChange(left)
    setGone((count) => count + 1)
  }
  return { leaving, ask: setLeaving, close }
}

/** What must be known before the list is read. */
function State({ found: { passwords, most, isTwoStepOn, clients, unreachedSince } }: Pick<Props, 'found'>) {
  const say = useSay()
  return (
    <>
      {unreachedSince && <Unreached since={unreachedSince} />}
      {!isTwoStepOn && (
        <Note tone="plain" glyph={ShieldAlert}>
          {say(words.off)}
        </Note>
      )}
      {!isTwoStepOn && <StoppingClients clients={clients} />}
      {passwords.length >= most && (
        <Note tone="warn" glyph={Info}>
          {say(words.full, { most })}
        </Note>
      )}
    </>
  )
}

function Unreached({ since }: { since: string }) {
  const say = useSay()
  const announce = useAnnounce()
  const { words: time, values } = whenOf(since, clock.now())
  const text = say(words.unreached, { time: say(time, values) })
  // It may appear long after the page did.
  useEffect(() => {
    announce(text)
    return () => announce('')
  }, [announce, text])
  return (
    <Note tone="warn" glyph={TriangleAlert}>
      {text}
    </Note>
  )
}
