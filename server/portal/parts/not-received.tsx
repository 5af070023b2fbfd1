import { ChevronDown, ChevronUp } from 'lucide-react'
import { useId, useState } from 'react'
import { notReceived } from '../../../shared/messages/portal-code.ts'
import { carrierOf, fateOf } from '../code-words.ts'
import type { CodePrompt } from '../answers.ts'
import { fullTime, timeOf } from '../dates.ts'
import { useSay } from '../i18n.ts'
import { useBranding } from '../session.ts'
import { Glyph } from './glyph.tsx'
import { Sentence } from './sentence.tsx'

interface Props {
  kind: CodePrompt['kind']
  sent: NonNullable<CodePrompt['sent']>
  /** Some other way can be chosen below. */
  hasOthers: boolean
}

/** 没有收到验证码？: what became of the message, and what can be done. */
export function NotReceived({ kind, sent, hasOthers }: Props) {
  const say = useSay()
  const { phone } = useBranding()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <button
        type="button"
        className="link not-received"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {say(notReceived.ask)}
        <Glyph of={isOpen ? ChevronUp : ChevronDown} size={16} />
      </button>
      <ul id={id} className="not-received-list" hidden={!isOpen}>
        <li title={fullTime(sent.at)}>
          <Sentence of={fateOf(sent)} values={{ time: timeOf(sent.at) }} />
        </li>
        <li>{say(carrierOf(kind).look)}</li>
        {hasOthers && <li>{say(notReceived.otherWay)}</li>}
        <li>
          <Sentence of={notReceived.call} values={{ phone }} />
        </li>
      </ul>
    </>
  )
}
