import { Info } from 'lucide-react'
import { limits } from '../../../shared/limits.ts'
import { devices } from '../../../shared/messages/portal-devices.ts'
import { call } from '../api.ts'
import { useSay } from '../i18n.ts'
import { DeviceList } from '../parts/device-list.tsx'
import { Everywhere } from '../parts/everywhere.tsx'
import { Heading } from '../parts/heading.tsx'
import { LoadFailed } from '../parts/load-failed.tsx'
import { Loading } from '../parts/loading.tsx'
import { Note } from '../parts/note.tsx'
import { SettingsLayout } from '../parts/settings-layout.tsx'
import { useLoaded } from '../use-loaded.ts'
import { useTitle } from '../use-title.ts'

const ask = () => call('GET /api/devices')
const day = 24 * 60 * 60 * 1_000

/** 登录设备: the browsers that are excused from the second step, and a way out of all of them. */
export default function SettingsDevices() {
  const say = useSay()
  const { found, reload, put } = useLoaded(ask)
  useTitle(devices.page)
  return (
    <SettingsLayout>
      <Heading>{say(devices.page)}</Heading>
      <p className="lead">{say(devices.lead)}</p>
      {found === null ? (
        <Loading />
      ) : found instanceof Error ? (
        <LoadFailed error={found} onRetry={reload} />
      ) : (
        <DeviceList found={found} onChange={put} />
      )}
      <Note tone="plain" glyph={Info}>
        {say(devices.note, { days: limits.trustLife / day })}
      </Note>
      <Everywhere />
    </SettingsLayout>
  )
}
