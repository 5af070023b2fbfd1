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

/** A page that could not begin. */
export function Broken({ error, onRetry }: Props) {
  const say = useSay()
  return (
    <main className="broken">
      <Trouble error={error} now={clock.now()} />
      <Button look="quiet" onClick={onRetry}>
        {say(frame.retry)}
      </Button>
    </main>
  )
}
