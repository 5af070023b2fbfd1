import { appPasswords as words } from '../../../shared/messages/portal-app-passwords.ts'
import { protocolNames } from '../client-setup.ts'
import { useSay } from '../i18n.ts'
import { LastUse, PasswordName, Remove, Until, type AppPasswordsProps } from './app-password-parts.tsx'

/** The table on a narrow screen. */
export function AppPasswordCards({ passwords, onRemove }: AppPasswordsProps) {
  const say = useSay()
  return (
    <ul className="list-cards">
      {passwords.map((password) => (
        <li key={password.id} className="card list-card">
          <PasswordName {...password} />
          <dl className="list-facts">
            <dt>{say(words.protocols)}</dt>
            <dd>{protocolNames(password.protocols)}</dd>
            <dt>{say(words.used)}</dt>
            <dd>
              <LastUse {...password} />
            </dd>
            <dt>{say(words.until)}</dt>
            <dd>
              <Until {...password} />
            </dd>
          </dl>
          <Remove {...{ password, onRemove }} />
        </li>
      ))}
    </ul>
  )
}
