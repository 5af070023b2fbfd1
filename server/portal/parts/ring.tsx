import { useEffect } from 'react'
import { limits } from '../../../shared/limits.ts'
import { frame } from '../../../shared/messages/portal.ts'
import { secondsLeft } from '../clock.ts'
import { useSay } from '../i18n.ts'
import { useAnnounce } from './status.tsx'

const radius = 7.5
const spoken = limits.countdownSpoken / 1_000
const round = 2 * Math.PI * radius

interface Props {
  /** ISO time of the end, and how long the whole is in milliseconds. */
  until: string
  total: number
  /** Milliseconds of the server's clock. */
  now: number
}

/** Starts full at 12 o'clock and empties one step a second; amber in the last seconds; spoken once before them. */
export function Ring({ until, total, now }: Props) {
  const say = useSay()
  const announce = useAnnounce()
  const left = secondsLeft(until, now)
  const isNear = left === spoken
  const share = Math.min(1, (left * 1_000) / total)
  useEffect(() => {
    if (isNear) announce(say(frame.secondsLeft, { n: spoken }))
  }, [isNear, announce, say])
  return (
    <svg
      key={until}
      className={left * 1_000 <= limits.ringWarns ? 'ring ring-warns' : 'ring'}
      width="18"
      height="18"
      viewBox="0 0 18 18"
      role="timer"
      aria-hidden="true"
    >
      <circle className="ring-ground" cx="9" cy="9" r={radius} />
      <circle
        className="ring-rest"
        cx="9"
        cy="9"
        r={radius}
        style={{ strokeDasharray: round, strokeDashoffset: round * (1 - share) }}
      />
    </svg>
  )
}
