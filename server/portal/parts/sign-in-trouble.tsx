import { CircleX } from 'lucide-react'
import { signIn } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import type { SignInTrouble as What } from '../use-sign-in.ts'
import { Glyph } from './glyph.tsx'
import { Trouble } from './trouble.tsx'

interface Props {
  id: string
  trouble: What | null
  isResting: boolean
  /** Milliseconds of the server's clock. */
  now: number
}

/** The line under the title: what this page is for, or what went wrong. One place, so that nothing below moves. */
export function SignInTrouble({ id, trouble, isResting, now }: Props) {
  const say = useSay()
  const isRested = trouble instanceof Error && trouble.problem?.retryAt !== undefined && !isResting
  return (
    <div className="lead" id={id}>
      {!trouble || isRested ? (
        <p>{say(signIn.lead)}</p>
      ) : trouble instanceof Error ? (
        <Trouble error={trouble} now={now} />
      ) : (
        <p className="trouble trouble-danger" role="alert">
          <Glyph of={CircleX} />
          <span>{say(signIn[trouble])}</span>
        </p>
      )}
    </div>
  )
}
