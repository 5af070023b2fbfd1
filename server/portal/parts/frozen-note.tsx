import { Snowflake } from 'lucide-react'
import { settings } from '../../../shared/messages/portal-settings.ts'
import { clock } from '../clock.ts'
import { whenOf } from '../dates.ts'
import { useSay } from '../i18n.ts'
import { useBranding } from '../session.ts'
import { Note } from './note.tsx'

/** The owner pressed the button behind 不是我. */
export function FrozenNote({ until }: { until: string }) {
  const say = useSay()
  const { phone } = useBranding()
  const { words, values } = whenOf(until, clock.now())
  return (
    <Note tone="warn" glyph={Snowflake} title={say(settings.frozen)}>
      {say(settings.frozenLine, { time: say(words, values), phone })}
    </Note>
  )
}
