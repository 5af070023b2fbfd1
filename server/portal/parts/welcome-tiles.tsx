import { CircleHelp, Mail, ShieldCheck } from 'lucide-react'
import { frame, welcome } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import { useBranding } from '../session.ts'
import { Tile } from './tile.tsx'

interface Props {
  webmailUrl: string | null
  /** null while it is not known. */
  isOn: boolean | null
}

export function WelcomeTiles({ webmailUrl, isOn }: Props) {
  const say = useSay()
  const { phone, host } = useBranding()
  const state = isOn === null ? '' : say(isOn ? welcome.on : welcome.off)
  return (
    <div className="tiles">
      {webmailUrl && <Tile href={webmailUrl} glyph={Mail} title={say(welcome.mailbox)} line={host} />}
      <Tile to="/settings/factors" glyph={ShieldCheck} title={say(welcome.factors)} line={state} isOn={isOn === true} />
      <Tile to="/help" glyph={CircleHelp} title={say(frame.help)} line={say(welcome.helpLine, { phone })} />
    </div>
  )
}
