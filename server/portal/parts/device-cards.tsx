import { devices as words } from '../../../shared/messages/portal-devices.ts'
import { useSay } from '../i18n.ts'
import { placeWords } from '../places.ts'
import { DeviceName, RemoveTrust, type DevicesProps } from './device-parts.tsx'
import { When } from './when.tsx'

/** The table on a narrow screen. */
export function DeviceCards({ devices, onRemove }: DevicesProps) {
  const say = useSay()
  return (
    <ul className="list-cards">
      {devices.map((device) => (
        <li key={device.id} className="card list-card">
          <DeviceName {...device} />
          <dl className="list-facts">
            <dt>{say(words.place)}</dt>
            <dd>{say(placeWords(device.browser))}</dd>
            <dt>{say(words.firstAt)}</dt>
            <dd>
              <When at={device.firstAt} isShort />
            </dd>
            <dt>{say(words.usedAt)}</dt>
            <dd>
              <When at={device.usedAt} isShort />
            </dd>
            <dt>{say(words.until)}</dt>
            <dd>
              <When at={device.until} isShort />
            </dd>
          </dl>
          <RemoveTrust device={device} onRemove={onRemove} />
        </li>
      ))}
    </ul>
  )
}
