import { Laptop, Monitor, Smartphone, type LucideIcon } from 'lucide-react'
import { devices as words } from '../../../shared/messages/portal-devices.ts'
import type { Device } from '../answers.ts'
import { useSay } from '../i18n.ts'
import { browserWords } from '../places.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'

export interface DevicesProps {
  devices: Device[]
  onRemove: (id: string) => void
}

const glyphs: [RegExp, LucideIcon][] = [
  [/iPhone|iPad|iOS|Android|Harmony/i, Smartphone],
  [/mac/i, Laptop],
]

/** Chrome 141 · Windows 11, and whether that is the browser in use. */
export function DeviceName({ browser, isThis }: Device) {
  const say = useSay()
  const glyph = glyphs.find(([system]) => system.test(browser.system))?.[1] ?? Monitor
  return (
    <span className="device-name">
      <Glyph of={glyph} size={24} className="device-glyph" />
      <span>
        <strong>{say(browserWords(browser))}</strong>
        {isThis && <span className="tag tag-brand">{say(words.isThis)}</span>}
      </span>
    </span>
  )
}

export function RemoveTrust({ device, onRemove }: { device: Device; onRemove: (id: string) => void }) {
  const say = useSay()
  const { name, system } = device.browser
  return (
    <Button look="quiet" label={`${say(words.remove)} ${name} ${system}`} onClick={() => onRemove(device.id)}>
      {say(words.remove)}
    </Button>
  )
}
