import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { limits } from '../../../shared/limits.ts'
import { stopping as words } from '../../../shared/messages/portal-app-passwords.ts'
import type { MailClient } from '../answers.ts'
import { loadAppPasswords } from '../app-passwords.ts'
import { useSay } from '../i18n.ts'
import { placeWords } from '../places.ts'
import { Glyph } from './glyph.tsx'
import { Link } from './link.tsx'
import { When } from './when.tsx'

const day = 24 * 60 * 60 * 1_000
/** As many as leave the methods below in sight. */
const fewest = 4

/** On 二次验证设置, before the first method is bound. Without an answer nothing is said: the page of the app passwords says what is wrong. */
export function WhoWillStop() {
  const [clients, setClients] = useState<MailClient[]>([])
  useEffect(() => {
    void loadAppPasswords().then((found) => 'clients' in found && setClients(found.clients))
  }, [])
  return <StoppingClients clients={clients} most={fewest} />
}

interface Props {
  clients: MailClient[]
  /** Shown elsewhere than on the page itself: so many of them, and a way there. */
  most?: number
}

/** The mail clients that use the mailbox password, and that two-step verification would lock out. */
export function StoppingClients({ clients, most }: Props) {
  const say = useSay()
  if (clients.length === 0) return null
  const shown = clients.slice(0, most)
  const more = clients.length - shown.length
  return (
    <section className="note note-warn stopping" aria-label={say(words.title)}>
      <Glyph of={TriangleAlert} size={28} className="note-glyph" />
      <div className="note-text">
        <strong className="note-title">{say(words.title)}</strong>
        <p>{say(words.line, { days: limits.mailClientKept / day })}</p>
        <ul className="stopping-clients">
          {shown.map((client) => (
            <Client key={`${client.protocol} ${client.ip} ${client.lastAt}`} {...client} />
          ))}
        </ul>
        {more > 0 && <p>{say(words.more, { n: more })}</p>}
        {most !== undefined && (
          <Link to="/settings/app-passwords" className="button button-quiet">
            {say(words.generate)}
          </Link>
        )}
      </div>
    </section>
  )
}

function Client({ protocol, ip, place, lastAt }: MailClient) {
  const say = useSay()
  return (
    <li>
      <strong>{protocol.toUpperCase()}</strong>
      <span className="figure">{ip}</span>
      <span>{say(placeWords({ place }))}</span>
      <When at={lastAt} />
    </li>
  )
}
