import { useEffect, useId } from 'react'
import { fill, useSay } from '../i18n.ts'
import { leadOf } from '../code-words.ts'
import { useBranding } from '../session.ts'
import type { Code } from '../use-code.ts'
import { CodeField } from './code-field.tsx'
import { CodeLine } from './code-line.tsx'
import { NotReceived } from './not-received.tsx'
import { SendButton } from './send-button.tsx'
import { Sentence } from './sentence.tsx'
import { useAnnounce } from './status.tsx'

interface Props {
  code: Code
  /** Some other way can be chosen below. */
  hasOthers: boolean
}

/** Whoever waits for a message may ask where it is. */
const asks: readonly Code['state'][] = ['sent', 'expired', 'failed']

/** A typed code, in a page or a dialog: where it comes from, its field, its button, what is wrong. In the order of the keyboard, which is not the order of the eye. */
export function CodeFields({ code, hasOthers }: Props) {
  const say = useSay()
  const { product } = useBranding()
  const id = useId()
  const { prompt, state, action } = code
  const lead = leadOf(code)
  const mask = prompt.sentTo ?? ''
  const spoken = state === 'sent' && lead ? fill(say(lead), { mask }) : ''
  const announce = useAnnounce()
  // Whenever another message has gone out.
  useEffect(() => announce(spoken), [spoken, prompt.sent?.at, announce])
  return (
    <div className="code-fields">
      <p className="lead code-lead">
        {lead && (prompt.sentTo ? <Sentence of={lead} values={{ mask }} /> : say(lead, { product }))}
      </p>
      <CodeField code={code} describedBy={id} />
      {action && <SendButton code={code} onSend={() => void code.send()} />}
      <CodeLine id={id} code={code} />
      {prompt.sent && asks.includes(state) && (
        <NotReceived kind={prompt.kind} sent={prompt.sent} hasOthers={hasOthers} />
      )}
    </div>
  )
}
