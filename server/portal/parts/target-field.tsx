import { CircleX } from 'lucide-react'
import { targets } from '../../../shared/messages/portal-changes.ts'
import { useSay } from '../i18n.ts'
import type { Code } from '../use-code.ts'
import type { TargetField as Field } from '../use-target.ts'
import { Glyph } from './glyph.tsx'
import { SendButton } from './send-button.tsx'
import { TargetLine } from './target-line.tsx'
import { Trouble } from './trouble.tsx'

interface Props {
  what: keyof typeof targets
  field: Field
  code: Code
}

const keyboards = {
  address: { type: 'email', autoComplete: 'email', inputMode: 'email' },
  number: { type: 'tel', autoComplete: 'tel', inputMode: 'tel' },
} as const

/** An address or a number, the button that sends a code there, and what became of it. */
export function TargetField({ what, field, code }: Props) {
  const say = useSay()
  const { trouble } = field
  return (
    <div className="field">
      <label className="field-label" htmlFor="target">
        {say(targets[what].label)}
      </label>
      <div className="target-row">
        <input
          ref={field.inputRef}
          id="target"
          className="input"
          {...keyboards[what]}
          autoCapitalize="none"
          spellCheck={false}
          value={field.target}
          aria-invalid={trouble !== null || undefined}
          aria-describedby="target-line"
          onChange={(event) => field.change(event.currentTarget.value)}
        />
        <SendButton code={code} onSend={() => void field.send()} />
      </div>
      <div className="target-line" id="target-line">
        {trouble === 'empty' ? (
          <p className="trouble trouble-danger" role="alert">
            <Glyph of={CircleX} />
            <span>{say(targets[what].empty)}</span>
          </p>
        ) : trouble ? (
          <Trouble error={trouble} now={code.now} />
        ) : (
          <TargetLine what={what} code={code} isSent={field.isSent} />
        )}
      </div>
    </div>
  )
}
