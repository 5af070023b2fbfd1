import { useState } from 'react'
import type { MailProtocol } from '../../../shared/mail-protocols.ts'
import { directions, mailClients, setup } from '../../../shared/messages/portal-app-passwords.ts'
import type { AppPasswords } from '../answers.ts'
import { protocolNames, securityNames, setupFor } from '../client-setup.ts'
import { useSay } from '../i18n.ts'
import { useBranding, useVisit } from '../session.ts'

interface Props {
  protocols: MailProtocol[]
  servers: AppPasswords['servers']
}

/** What to type where, in the mail client that is chosen. */
export function ClientSetup({ protocols, servers }: Props) {
  const say = useSay()
  const [chosen, setChosen] = useState(mailClients[0]!)
  return (
    <section className="setup" aria-label={say(setup.title)}>
      <h3 className="setup-title">{say(setup.title)}</h3>
      <div className="setup-clients" role="group" aria-label={say(setup.title)}>
        {mailClients.map((client) => (
          <button
            key={client.name}
            type="button"
            className="setup-client"
            aria-pressed={client === chosen}
            onClick={() => setChosen(client)}
          >
            {client.name}
          </button>
        ))}
      </div>
      <p className="setup-words" aria-live="polite">
        {say(chosen.words)}
      </p>
      <Facts {...{ protocols, servers }} />
    </section>
  )
}

function Facts({ protocols, servers }: Props) {
  const say = useSay()
  const { phone } = useBranding()
  const address = useVisit()?.session.address ?? ''
  const { rows, missing } = setupFor(protocols, servers)
  const ask = rows.length === 0 ? setup.askAll : setup.ask
  return (
    <>
      <dl className="list-facts setup-facts">
        <dt>{say(setup.user)}</dt>
        <dd>{address}</dd>
        <dt>{say(setup.password)}</dt>
        <dd>{say(setup.thisOne)}</dd>
        {rows.map(({ protocol, host, port, security }) => (
          <div className="setup-server" key={`${protocol} ${host} ${port}`}>
            <dt>{say(directions[protocol])}</dt>
            <dd>
              {host} · <span className="figure">{say(setup.port, { port, security: securityNames[security] })}</span>
            </dd>
          </div>
        ))}
      </dl>
      {missing.length > 0 && (
        <p className="setup-ask">{say(ask, { protocols: protocolNames(missing, ', '), phone })}</p>
      )}
    </>
  )
}
