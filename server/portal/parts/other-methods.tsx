import { ChevronDown, ChevronUp, ScanQrCode } from 'lucide-react'
import { useId, useState } from 'react'
import { proofDialog } from '../../../shared/messages/portal-changes.ts'
import type { Prompt } from '../answers.ts'
import { glyphOf } from '../factor-glyphs.ts'
import { useSay } from '../i18n.ts'
import { wordsOf } from '../ways.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'

interface Props {
  prompts: Prompt[]
  onChoose: (prompt: Prompt) => void
}

/** 更换其他验证方式: every other way that this proof takes. */
export function OtherMethods({ prompts, onChoose }: Props) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  if (prompts.length === 0) return null
  return (
    <div className="others">
      <button
        type="button"
        className="link others-link"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {say(proofDialog.others)}
        <Glyph of={isOpen ? ChevronUp : ChevronDown} size={16} />
      </button>
      <div id={id} className="ways-buttons ways-2" role="group" aria-label={say(proofDialog.others)} hidden={!isOpen}>
        {prompts.map((prompt) => (
          <Button
            key={`${prompt.shape} ${prompt.kind}`}
            look="quiet"
            onClick={() => {
              setOpen(false)
              onChoose(prompt)
            }}
          >
            <Glyph of={prompt.shape === 'scan' ? ScanQrCode : glyphOf(prompt.kind)} />
            {say(wordsOf(prompt)!.tab)}
          </Button>
        ))}
      </div>
    </div>
  )
}
