import type { CallError } from '../../../shared/client.ts'
import { frame } from '../../../shared/messages/portal.ts'
import { clock } from '../clock.ts'
import { useSay } from '../i18n.ts'
import { Button } from './button.tsx'
import { Trouble } from './trouble.tsx'

interface Props {
  error: CallError
  onRetry: () => void
}

/** In place of a list that could not be read. */
export function LoadFailed({ error, onRetry }: Props) {
  const say = useSay()
  return (
    <div className="card load-failed">
      <Trouble error={error} now={clock.now()} />
      <Button look="quiet" onClick={onRetry}>
        {say(frame.retry)}
      </Button>
    </div>
  )
}
