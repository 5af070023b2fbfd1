import type { LucideIcon } from 'lucide-react'
import { frame } from '../../../shared/messages/portal.ts'
import { choose, language, useSay } from '../i18n.ts'
import { useStore } from '../store.ts'
import { Glyph } from './glyph.tsx'

interface Props {
  className: string
  glyph?: LucideIcon
}

/** The other language, in its own word. */
export function LanguageSwitch({ className, glyph }: Props) {
  const say = useSay()
  const other = useStore(language) === 'en' ? 'zh-CN' : 'en'
  return (
    <button type="button" className={className} lang={other} onClick={() => choose(other)}>
      {glyph && <Glyph of={glyph} size={16} />}
      {say(frame.otherLanguage)}
    </button>
  )
}
