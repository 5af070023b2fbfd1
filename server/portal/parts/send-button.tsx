import { useEffect } from 'react'
import { limits } from '../../../shared/limits.ts'
import { frame } from '../../../shared/messages/portal.ts'
import { sending } from '../../../shared/messages/portal-code.ts'
import { minutes, secondsLeft } from '../clock.ts'
import { fill, useSay } from '../i18n.ts'
import type { Code } from '../use-code.ts'
import { Button } from './button.tsx'
import { useAnnounce } from './status.tsx'

const spoken = limits.countdownSpoken / 1_000
const words = { send: sending.send, again: sending.again, retry: frame.retry }

interface Props {
  code: Code
  onSend: () => void
}

/** 发送验证码, then the same button is 重新发送, with a countdown while it must wait. Its width never changes. */
export function SendButton({ code: { action, isSending, now }, onSend }: Props) {
  const say = useSay()
  const announce = useAnnounce()
  const left = action?.until ? secondsLeft(action.until, now) : 0
  const isNear = left === spoken
  useEffect(() => {
    if (isNear) announce(say(sending.againIn, { time: minutes(spoken) }))
  }, [isNear, announce, say])
  if (!action) return null
  return (
    <Button
      look={action.isNext ? 'brand' : 'quiet'}
      className="button-send"
      label={say(words[action.word])}
      isOff={left > 0}
      isFaint={isSending}
      onClick={onSend}
    >
      <span className="figure">
        {left > 0 ? fill(say(sending.againIn), { time: minutes(left) }) : say(words[action.word])}
      </span>
    </Button>
  )
}
