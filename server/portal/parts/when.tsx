import { clock } from '../clock.ts'
import { dayOrTime, fullTime, whenOf } from '../dates.ts'
import { useSay } from '../i18n.ts'

interface Props {
  at: string
  /** Without the time of a day further away than yesterday. */
  isShort?: boolean
}

/** 今天 10:21; the full time is told on pointing. */
export function When({ at, isShort }: Props) {
  const say = useSay()
  const { words, values } = (isShort ? dayOrTime : whenOf)(at, clock.now())
  return (
    <time className="figure" dateTime={at} title={fullTime(at)}>
      {say(words, values)}
    </time>
  )
}
