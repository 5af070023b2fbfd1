import { Plus } from 'lucide-react'
import type { Ref } from 'react'
import { appPasswords as words } from '../../../shared/messages/portal-app-passwords.ts'
import { useSay } from '../i18n.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'
import { Heading } from './heading.tsx'

interface Props {
  isOff: boolean
  innerRef: Ref<HTMLButtonElement>
  onClick: () => void
}

/** What the page is for, and its one action: 【生成专用密码】. */
export function Generate({ isOff, innerRef, onClick }: Props) {
  const say = useSay()
  return (
    <div className="page-head">
      <div>
        <Heading>{say(words.page)}</Heading>
        <p className="lead">{say(words.lead)}</p>
      </div>
      <Button look="brand" {...{ innerRef, isOff, onClick }}>
        <Glyph of={Plus} />
        {say(words.generate)}
      </Button>
    </div>
  )
}
