import { CircleHelp, KeyRound, LogIn, Mail, ShieldCheck } from 'lucide-react'
import { clients } from '../../../shared/messages/portal-clients.ts'
import { useState } from 'react'
import { appPasswords } from '../../../shared/messages/portal-app-passwords.ts'
import { frame, welcome } from '../../../shared/messages/portal.ts'
import { doorOf, errandOf, forgetErrand } from '../errand.ts'
import { useSay } from '../i18n.ts'
import { useBranding } from '../session.ts'
import { useClientName } from '../use-client-name.ts'
import { Tile } from './tile.tsx'

interface Props {
  webmailUrl: string | null
  /** null while it is not known. */
  isOn: boolean | null
  /** How many app passwords there are; null while it is not known. */
  appPasswordCount: number | null
}

export function WelcomeTiles({ webmailUrl, isOn, appPasswordCount: n }: Props) {
  const say = useSay()
  const { phone, host } = useBranding()
  const [request] = useState(() => errandOf('continue'))
  const state = isOn === null ? '' : say(isOn ? welcome.on : welcome.off)
  return (
    <div className="tiles">
      {request ? (
        <ClientTile request={request} />
      ) : (
        webmailUrl && <Tile href={webmailUrl} glyph={Mail} title={say(welcome.mailbox)} line={host} />
      )}
      <Tile to="/settings/factors" glyph={ShieldCheck} title={say(welcome.factors)} line={state} isOn={isOn === true} />
      <Tile
        to="/settings/app-passwords"
        glyph={KeyRound}
        title={say(appPasswords.page)}
        line={n === null ? '' : say(n > 0 ? appPasswords.count : appPasswords.none, { n })}
        isOn={n !== null && n > 0}
      />
      <Tile to="/help" glyph={CircleHelp} title={say(frame.help)} line={say(welcome.helpLine, { phone })} />
    </div>
  )
}

/** A client still waits: 不是我操作 came first, or a setting. */
function ClientTile({ request }: { request: string }) {
  const say = useSay()
  const name = useClientName(request) ?? say(clients.mailbox)
  return (
    <Tile
      href={doorOf('continue', request)}
      onLeave={() => forgetErrand('continue')}
      glyph={LogIn}
      title={say(clients.goOn, { name })}
      line={say(clients.goOnLine)}
    />
  )
}
