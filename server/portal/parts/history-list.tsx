import { history } from '../../../shared/messages/portal-devices.ts'
import type { SignIn } from '../answers.ts'
import { useSay } from '../i18n.ts'
import { browserWords, placeWords } from '../places.ts'
import { methodWords } from '../sign-in-words.ts'
import { ResultTag } from './result-tag.tsx'
import { When } from './when.tsx'

interface Props {
  signIns: SignIn[]
}

const columns = [history.time, history.place, history.device, history.method, history.result]

export function HistoryTable({ signIns }: Props) {
  const say = useSay()
  return (
    <div className="card list">
      <table className="table">
        <caption className="unseen">{say(history.page)}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.en} scope="col">
                {say(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {signIns.map((signIn) => (
            <tr key={signIn.id}>
              <td>
                <When at={signIn.at} />
              </td>
              <td>
                <Place {...signIn} />
              </td>
              <td>{say(browserWords(signIn.browser))}</td>
              <td>{say(methodWords(signIn))}</td>
              <td>
                <ResultTag result={signIn.result} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The table on a narrow screen. */
export function HistoryCards({ signIns }: Props) {
  const say = useSay()
  return (
    <ul className="list-cards">
      {signIns.map((signIn) => (
        <li key={signIn.id} className="card list-card">
          <p className="list-card-head">
            <strong>
              <When at={signIn.at} />
            </strong>
            <ResultTag result={signIn.result} />
          </p>
          <dl className="list-facts">
            <dt>{say(history.place)}</dt>
            <dd>
              <Place {...signIn} />
            </dd>
            <dt>{say(history.device)}</dt>
            <dd>{say(browserWords(signIn.browser))}</dd>
            <dt>{say(history.method)}</dt>
            <dd>{say(methodWords(signIn))}</dd>
          </dl>
        </li>
      ))}
    </ul>
  )
}

function Place({ browser }: SignIn) {
  const say = useSay()
  return (
    <>
      {say(placeWords(browser))}
      {browser?.ip && <small className="place-ip">IP {browser.ip}</small>}
    </>
  )
}
