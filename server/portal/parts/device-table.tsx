import { devices as words } from '../../../shared/messages/portal-devices.ts'
import type { Device } from '../answers.ts'
import { useSay } from '../i18n.ts'
import { placeWords } from '../places.ts'
import { DeviceName, RemoveTrust, type DevicesProps } from './device-parts.tsx'
import { When } from './when.tsx'

const columns = [words.device, words.place, words.firstAt, words.usedAt, words.until]

export function DeviceTable({ devices, onRemove }: DevicesProps) {
  const say = useSay()
  return (
    <table className="table">
      <caption className="unseen">{say(words.title)}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.en} scope="col">
              {say(column)}
            </th>
          ))}
          <th scope="col">
            <span className="unseen">{say(words.actions)}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <Row key={device.id} device={device} onRemove={onRemove} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ device, onRemove }: { device: Device; onRemove: DevicesProps['onRemove'] }) {
  const say = useSay()
  return (
    <tr>
      <th scope="row">
        <DeviceName {...device} />
      </th>
      <td>{say(placeWords(device.browser))}</td>
      <td>
        <When at={device.firstAt} isShort />
      </td>
      <td>
        <When at={device.usedAt} isShort />
      </td>
      <td>
        <When at={device.until} isShort />
      </td>
      <td className="table-action">
        <RemoveTrust device={device} onRemove={onRemove} />
      </td>
    </tr>
  )
}
