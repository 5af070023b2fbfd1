import { appPasswords as words } from '../../../shared/messages/portal-app-passwords.ts'
import { protocolNames } from '../client-setup.ts'
import { useSay } from '../i18n.ts'
import { LastUse, PasswordName, Remove, Until, type AppPasswordsProps } from './app-password-parts.tsx'

const columns = [words.name, words.protocols, words.used, words.until]

export function AppPasswordTable({ passwords, onRemove }: AppPasswordsProps) {
  const say = useSay()
  return (
    <table className="table">
      <caption className="unseen">{say(words.page)}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.en} scope="col">
              {say(column)}
            </th>
          ))}
          <th scope="col">
            <span className="unseen">{say(words.actions)}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {passwords.map((password) => (
          <tr key={password.id}>
            <th scope="row">
              <PasswordName {...password} />
            </th>
            <td className="figure">{protocolNames(password.protocols)}</td>
            <td>
              <LastUse {...password} />
            </td>
            <td>
              <Until {...password} />
            </td>
            <td className="table-action">
              <Remove {...{ password, onRemove }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
