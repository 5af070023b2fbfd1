import { Mail, MessageSquareText, RectangleEllipsis, ScanQrCode, Timer, type LucideIcon } from 'lucide-react'
import { secondStep } from '../../../shared/messages/portal.ts'
import type { Prompt } from '../answers.ts'
import { useSay } from '../i18n.ts'
import { isMethod, wordsOf } from '../ways.ts'
import { Glyph } from './glyph.tsx'

interface Props {
  prompts: Prompt[]
  onChoose: (prompt: Prompt) => void
}

const codes: Partial<Record<Prompt['kind'], LucideIcon>> = { sms: MessageSquareText, email: Mail, totp: Timer }
const glyphOf = ({ shape, kind }: Prompt) => (shape === 'scan' ? ScanQrCode : (codes[kind] ?? RectangleEllipsis))

/** 换一种方式验证: every other way that this challenge offers, one click away. What is no method of its own is a link below them. */
export function OtherWays({ prompts, onChoose }: Props) {
  const say = useSay()
  if (prompts.length === 0) return null
  const methods = prompts.filter(isMethod)
  const rest = prompts.filter((prompt) => !isMethod(prompt))
  return (
    <div className="ways" role="group" aria-labelledby="ways-title">
      <p className="ways-title" id="ways-title">
        {say(secondStep.others)}
      </p>
      {methods.length > 0 && (
        <div className={`ways-buttons ways-${Math.min(methods.length, 4)}`}>
          {methods.map((prompt) => (
            <button
              type="button"
              key={`${prompt.shape} ${prompt.kind}`}
              className="button button-quiet"
              onClick={() => onChoose(prompt)}
            >
              <Glyph of={glyphOf(prompt)} />
              {say(wordsOf(prompt)!.tab)}
            </button>
          ))}
        </div>
      )}
      {rest.map((prompt) => (
        <button type="button" key={prompt.kind} className="link ways-link" onClick={() => onChoose(prompt)}>
          {say(wordsOf(prompt)!.tab)}
        </button>
      ))}
    </div>
  )
}
