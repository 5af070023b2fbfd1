import { useState } from 'react'
import { minutes, secondsLeft } from '../clock.ts'
import { useSay, type Words } from '../i18n.ts'
import { Sentence } from './sentence.tsx'

interface Props {
  /** With {time}. */
  of: Words
  until: string
  /** Milliseconds of the server's clock. */
  now: number
}

/** A wait that counts down for the eye and is said only once for the ear. */
export function WaitSentence({ of, until, now }: Props) {
  const say = useSay()
  const time = minutes(secondsLeft(until, now))
  const [first] = useState(time)
  return (
    <>
      <span aria-hidden="true">
        <Sentence of={of} values={{ time }} />
      </span>
      <span className="unseen">{say(of, { time: first })}</span>
    </>
  )
}
