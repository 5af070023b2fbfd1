import { LifeBuoy } from 'lucide-react'
import { useState } from 'react'
import { recovery as words } from '../../../shared/messages/portal-settings.ts'
import type { Bindings } from '../answers.ts'
import { dayOf, fullTime } from '../dates.ts'
import { useSay } from '../i18n.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'
import { RecoveryDialog } from './recovery-dialog.tsx'

interface Props {
  recovery: Bindings['recovery']
  isFrozen: boolean
  onChange: () => void
}

/** 恢复码: how many are left, and ten new ones. */
export function Recovery({ recovery, isFrozen, onChange }: Props) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const close = (isMade: boolean) => {
    setOpen(false)
    if (isMade) onChange()
  }
  const word = say(recovery ? words.remake : words.make)
  return (
    <section>
      <h2 className="section-title">{say(words.title)}</h2>
      <div className="card row row-wrap">
        <span className={recovery ? 'icon-tile icon-tile-on' : 'icon-tile'}>
          <Glyph of={LifeBuoy} size={22} />
        </span>
        <div className="row-words">
          <h3 className="row-title">
            {say(words.title)}
            <span className="tag figure">
              {recovery ? say(words.left, { n: recovery.left, of: recovery.of }) : say(words.none)}
            </span>
          </h3>
          <p className="row-line">
            <Line madeAt={recovery?.madeAt} />
          </p>
        </div>
        <div className="row-actions">
          <Button look="quiet" label={`${word} ${say(words.title)}`} isOff={isFrozen} onClick={() => setOpen(true)}>
            {word}
          </Button>
        </div>
      </div>
      {isOpen && <RecoveryDialog isAgain={recovery !== null} onClose={close} />}
    </section>
  )
}

function Line({ madeAt }: { madeAt: string | undefined }) {
  const say = useSay()
  return (
    <span>
      {say(words.line)}
      {madeAt && (
        <span className="row-made figure" title={fullTime(madeAt)}>
          {say(words.madeOn, { date: dayOf(madeAt) })}
        </span>
      )}
    </span>
  )
}
