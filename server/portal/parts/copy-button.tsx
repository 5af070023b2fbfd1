import { Check, Copy } from 'lucide-react'
import { useEffect, type Ref } from 'react'
import { recovery } from '../../../shared/messages/portal-settings.ts'
import { useSay } from '../i18n.ts'
import { useCopy } from '../use-copy.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'
import { useAnnounce } from './status.tsx'

interface Props {
  text: string
  look: 'brand' | 'quiet'
  className?: string
  innerRef?: Ref<HTMLButtonElement>
}

const words = { copied: recovery.copied, failed: recovery.copyFailed }

/** 复制 → 已复制 */
export function CopyButton({ text, look, className, innerRef }: Props) {
  const say = useSay()
  const announce = useAnnounce()
  const { state, copy } = useCopy(text)
  useEffect(() => announce(state ? say(words[state]) : ''), [state, announce, say])
  return (
    <Button look={look} className={className} innerRef={innerRef} onClick={copy}>
      <Glyph of={state === 'copied' ? Check : Copy} />
      {say(state ? words[state] : recovery.copy)}
    </Button>
  )
}
