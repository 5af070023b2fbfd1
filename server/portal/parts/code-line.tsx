import { Ban, CircleX, Clock, TriangleAlert, type LucideIcon } from 'lucide-react'
import { limits } from '../../../shared/limits.ts'
import { factorNames } from '../../../shared/messages/portal.ts'
import { code as words, sending } from '../../../shared/messages/portal-code.ts'
import { carrierOf } from '../code-words.ts'
import { useSay } from '../i18n.ts'
import type { Code } from '../use-code.ts'
import { Glyph } from './glyph.tsx'
import { Trouble, TroubleLine } from './trouble.tsx'
import { WaitSentence } from './wait-sentence.tsx'

const minute = 60_000

interface Props {
  id: string
  code: Code
}

/** The line below the field; its height is kept when it is empty, so that nothing jumps. */
export const CodeLine = (props: Props) => (
  <div className="trouble-place">
    <Line {...props} />
  </div>
)

function Line({ id, code: { line, prompt, now } }: Props) {
  const say = useSay()
  if (!line) return null
  if (line.what === 'problem') return <Trouble id={id} error={line.error} now={now} />
  if (line.what === 'locked' || line.what === 'wait') {
    return (
      <TroubleLine id={id} code="throttle.wait">
        <WaitSentence of={line.what === 'locked' ? words.locked : sending.wait} until={line.until} now={now} />
      </TroubleLine>
    )
  }
  const { tone, glyph } = looks[line.what]
  const sentences = {
    valid: sending.valid,
    incomplete: prompt.format === 'digits' ? words.incomplete : words.lettersIncomplete,
    retry: sending.retry,
    tomorrow: carrierOf(prompt.kind).tomorrow,
  }
  return (
    <p id={id} className={`trouble trouble-${tone}`} role={tone === 'plain' ? undefined : 'alert'}>
      <Glyph of={glyph} />
      <span>{say(sentences[line.what], { n: limits.sentCodeLife / minute, name: say(factorNames[prompt.kind]) })}</span>
    </p>
  )
}

const looks: Record<'valid' | 'incomplete' | 'retry' | 'tomorrow', { tone: string; glyph: LucideIcon }> = {
  valid: { tone: 'plain', glyph: Clock },
  incomplete: { tone: 'danger', glyph: CircleX },
  retry: { tone: 'warn', glyph: TriangleAlert },
  tomorrow: { tone: 'warn', glyph: Ban },
}
