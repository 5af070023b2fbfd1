import { scan } from '../../../shared/messages/portal-scan.ts'
import { secondsLeft } from '../clock.ts'
import { useSay } from '../i18n.ts'
import { Ring } from './ring.tsx'

interface Props {
  until: string
  total: number
  now: number
}

/** 请在 42 秒内完成 */
export function SecondsLine({ until, total, now }: Props) {
  const say = useSay()
  return (
    <p className="scan-line">
      <Ring until={until} total={total} now={now} />
      <span className="figure">{say(scan.digitsLeft, { n: secondsLeft(until, now) })}</span>
    </p>
  )
}
