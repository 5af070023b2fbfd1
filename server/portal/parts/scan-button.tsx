import { frame } from '../../../shared/messages/portal.ts'
import { scan } from '../../../shared/messages/portal-scan.ts'
import { useSay } from '../i18n.ts'
import type { ScanView } from '../scan-view.ts'
import { Button } from './button.tsx'

interface Props {
  view: ScanView
  onAgain: () => void
  /** Absent in a dialog, whose 取消 is the way out. */
  onBack?: () => void
}

const words: Partial<Record<ScanView, 'again' | 'retry' | 'back'>> = {
  scanned: 'again',
  denied: 'again',
  'wrong-number': 'again',
  stranger: 'again',
  down: 'retry',
  failed: 'retry',
  reported: 'back',
  over: 'back',
  limit: 'back',
}

/** At most one button per state. 点击刷新 lies on the code itself. */
export function ScanButton({ view, onAgain, onBack }: Props) {
  const say = useSay()
  const word = words[view]
  const act = word === 'back' ? onBack : onAgain
  if (!word || !act) return null
  return (
    <Button look="quiet" onClick={act}>
      {say(word === 'retry' ? frame.retry : scan[word])}
    </Button>
  )
}
