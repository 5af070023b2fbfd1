import type { ReactNode } from 'react'
import type { CallError } from '../../../shared/client.ts'
import { problems } from '../../../shared/messages/problems.ts'
import { frame } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import { useBranding } from '../session.ts'
import { lookOf } from '../troubles.ts'
import { Glyph } from './glyph.tsx'
import { Sentence } from './sentence.tsx'
import { WaitSentence } from './wait-sentence.tsx'

interface LineProps {
  id?: string
  code: CallError['code']
  children: ReactNode
}

/** One line with its glyph; read at once by screen readers. */
export function TroubleLine({ id, code, children }: LineProps) {
  const { tone, glyph } = lookOf(code)
  return (
    <p id={id} className={`trouble trouble-${tone}`} role="alert">
      <Glyph of={glyph} />
      <span>{children}</span>
    </p>
  )
}

interface Props {
  id?: string
  error: CallError
  /** Milliseconds of the server's clock, for a wait. */
  now: number
}

/** The sentence of a failed call. The request's number only when the fault is ours. */
export function Trouble({ id, error, now }: Props) {
  const say = useSay()
  const { phone } = useBranding()
  const { code, problem } = error
  const sentence = problems[code]
  return (
    <TroubleLine id={id} code={code}>
      {problem?.retryAt && sentence['zh-CN'].includes('{time}') ? (
        <WaitSentence of={sentence} until={problem.retryAt} now={now} />
      ) : (
        <Sentence of={sentence} values={{ phone, n: problem?.triesLeft ?? 0 }} />
      )}
      {code === 'internal' && problem && (
        <small className="request-id">{say(frame.requestId, { id: problem.requestId })}</small>
      )}
    </TroubleLine>
  )
}
