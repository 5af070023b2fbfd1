import { RectangleEllipsis, ScanQrCode } from 'lucide-react'
import { secondStep } from '../../../shared/messages/portal.ts'
import type { Prompt } from '../answers.ts'
import { useSay } from '../i18n.ts'
import { wordsOf } from '../ways.ts'
import { Glyph } from './glyph.tsx'

interface Props {
  prompts: Prompt[]
  onChoose: (prompt: Prompt) => void
}

const glyphs = { scan: ScanQrCode, code: RectangleEllipsis }

/** 换一种方式验证: every other way that this challenge offers, one click away. */
export function OtherWays({ prompts, onChoose }: Props) {
  const say = useSay()
  if (prompts.length === 0) return null
  return (
    <div className="ways" role="group" aria-labelledby="ways-title">
      <p className="ways-title" id="ways-title">
        {say(secondStep.others)}
      </p>
      <div className={`ways-buttons ways-${Math.min(prompts.length, 4)}`}>
        {prompts.map((prompt) => (
          <button
            type="button"
            key={`${prompt.shape} ${prompt.kind}`}
            className="button button-quiet"
            onClick={() => onChoose(prompt)}
          >
            <Glyph of={glyphs[prompt.shape]} />
            {say(wordsOf(prompt)!.tab)}
          </button>
        ))}
      </div>
    </div>
  )
}
