import { factorNames } from '../../../shared/messages/portal.ts'
import { unbindDialog } from '../../../shared/messages/portal-changes.ts'
import type { Method } from '../answers.ts'
import { useSay } from '../i18n.ts'

interface Props {
  kind: Method['kind']
  isLast: boolean
}

/** What follows from unbinding; the last factor switches two-step verification off. */
export function UnbindWords({ kind, isLast }: Props) {
  const say = useSay()
  if (!isLast) return <p className="unbind-words">{say(unbindDialog.one, { method: say(factorNames[kind]) })}</p>
  return (
    <div className="unbind-words">
      <p>{say(unbindDialog.last)}</p>
      <ul>
        <li>
          <strong>{say(unbindDialog.lastOff)}</strong>
          {say(unbindDialog.lastOffRest)}
        </li>
        <li>{say(unbindDialog.lastClients)}</li>
        <li>{say(unbindDialog.lastDevices)}</li>
      </ul>
    </div>
  )
}
