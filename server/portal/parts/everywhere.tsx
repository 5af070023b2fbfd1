import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { devices } from '../../../shared/messages/portal-devices.ts'
import { useSay } from '../i18n.ts'
import { signOutEverywhere } from '../session.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'

/** 退出所有设备 */
export function Everywhere() {
  const say = useSay()
  const [isBusy, setBusy] = useState(false)
  const act = async () => {
    setBusy(true)
    await signOutEverywhere()
    setBusy(false)
  }
  return (
    <section className="card row row-wrap">
      <span className="icon-tile">
        <Glyph of={LogOut} size={22} />
      </span>
      <div className="row-words">
        <h2 className="row-title">{say(devices.everywhere)}</h2>
        <p className="row-line">{say(devices.everywhereLine)}</p>
      </div>
      <div className="row-actions">
        <Button look="quiet" isOff={isBusy} onClick={() => void act()}>
          {say(devices.everywhere)}
        </Button>
      </div>
    </section>
  )
}
