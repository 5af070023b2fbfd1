import { Headset } from 'lucide-react'
import { secondStep } from '../../../shared/messages/portal.ts'
import { lostPhone } from '../../../shared/messages/portal-alarm.ts'
import { useSay } from '../i18n.ts'
import { useBranding } from '../session.ts'
import { Note } from './note.tsx'

/** Nothing is left to prove with: a help-desk code was used, or its day is over. */
export function NoWay() {
  const say = useSay()
  const { phone } = useBranding()
  return (
    <Note tone="warn" glyph={Headset} title={say(secondStep.none)}>
      {say(lostPhone.call, { phone })}
    </Note>
  )
}
