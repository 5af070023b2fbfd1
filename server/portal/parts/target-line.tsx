import { CircleCheck, Clock } from 'lucide-react'
import { useEffect } from 'react'
import { limits } from '../../../shared/limits.ts'
import { targetForm, targets } from '../../../shared/messages/portal-changes.ts'
import { useSay } from '../i18n.ts'
import type { Code } from '../use-code.ts'
import { Glyph } from './glyph.tsx'
import { useAnnounce } from './status.tsx'
import { TroubleLine } from './trouble.tsx'

interface Props {
  what: keyof typeof targets
  code: Code
  /** The message went to what stands in the field. */
  isSent: boolean
}

const lives = { minutes: limits.sentCodeLife / 60_000 }
const outages = { failed: targetForm.failed, limit: targetForm.limit }

/** What became of the message: 验证码已发送，5 分钟内有效。 */
export function TargetLine({ what, code: { state, isSending, prompt }, isSent }: Props) {
  const say = useSay()
  const announce = useAnnounce()
  const { sent, subject } = targets[what]
  const isOnItsWay = isSending || state === 'sending' || prompt.sent?.state === 'sending'
  const isThere = isSent && !isOnItsWay
  useEffect(() => announce(isThere ? say(sent, lives) : ''), [isThere, prompt.sent?.at, announce, say, sent])
  if (isOnItsWay)
    return (
      <p className="target-sent">
        <Glyph of={Clock} />
        {say(targetForm.sending)}
      </p>
    )
  if (state === 'failed' || state === 'limit')
    return <TroubleLine code="service.unavailable">{say(outages[state])}</TroubleLine>
  if (!isThere) return null
  return (
    <p className="target-sent target-there">
      <Glyph of={CircleCheck} />
      <span>
        {say(sent, lives)}
        {subject && <span className="target-subject">{say(subject)}</span>}
      </span>
    </p>
  )
}
