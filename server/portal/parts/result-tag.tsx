import { Ban, CircleCheck, CircleX, type LucideIcon } from 'lucide-react'
import { signInResults } from '../../../shared/messages/portal-devices.ts'
import type { SignIn } from '../answers.ts'
import { useSay } from '../i18n.ts'
import { Glyph } from './glyph.tsx'

interface Look {
  tone: 'brand' | 'warn' | 'danger'
  glyph: LucideIcon
}

const looks: Record<SignIn['result'], Look> = {
  ok: { tone: 'brand', glyph: CircleCheck },
  'wrong-code': { tone: 'warn', glyph: CircleX },
  'wrong-password': { tone: 'warn', glyph: CircleX },
  refused: { tone: 'danger', glyph: Ban },
}

export function ResultTag({ result }: { result: SignIn['result'] }) {
  const say = useSay()
  const { tone, glyph } = looks[result]
  return (
    <span className={`tag tag-glyph tag-${tone}`}>
      <Glyph of={glyph} size={14} />
      {say(signInResults[result])}
    </span>
  )
}
