import { RectangleEllipsis, ScanQrCode } from 'lucide-react'
import type { ReactNode } from 'react'
import { secondStep } from '../../../shared/messages/portal.ts'
import type { Prompt } from '../answers.ts'
import { glyphOf } from '../factor-glyphs.ts'
import { useSay } from '../i18n.ts'
import { isMethod, wordsOf } from '../ways.ts'
import { Glyph } from './glyph.tsx'

interface Props {
  prompts: Prompt[]
  onChoose: (prompt: Prompt) => void
  /** More links, for who has none of all that at hand. */
  children?: ReactNode
}

/** A kind that can be scanned too is told from its scan. */
const pictureOf = ({ shape, kind }: Prompt) => {
  if (shape === 'scan') return ScanQrCode
  return kind === 'wechat' ? RectangleEllipsis : glyphOf(kind)
}

/** 换一种方式验证: every other way that this challenge offers, one click away. What is no method of its own is a link below them. */
export function OtherWays({ prompts, onChoose, children }: Props) {
  const say = useSay()
  const rest = prompts.filter((prompt) => !isMethod(prompt))
  return (
    <div className="ways">
      {prompts.length > 0 && (
        <div role="group" aria-labelledby="ways-title">
          <p className="ways-title" id="ways-title">
            {say(secondStep.others)}
          </p>
          <WayButtons prompts={prompts.filter(isMethod)} onChoose={onChoose} />
        </div>
      )}
      <div className="ways-links">
        {rest.map((prompt) => (
          <button type="button" key={prompt.kind} className="link" onClick={() => onChoose(prompt)}>
            {say(wordsOf(prompt)!.tab)}
          </button>
        ))}
        {children}
      </div>
    </div>
  )
}

function WayButtons({ prompts, onChoose }: Props) {
  const say = useSay()
  return (
    <div className={`ways-buttons ways-${Math.min(prompts.length, 5)}`}>
      {prompts.map((prompt) => (
        <button
          type="button"
          key={`${prompt.shape} ${prompt.kind}`}
          className="button button-quiet"
          onClick={() => onChoose(prompt)}
        >
          <Glyph of={pictureOf(prompt)} />
          {say(wordsOf(prompt)!.tab)}
        </button>
      ))}
    </div>
  )
}
