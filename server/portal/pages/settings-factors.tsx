import { settings } from '../../../shared/messages/portal-settings.ts'
import { call } from '../api.ts'
import { useSay } from '../i18n.ts'
import { EnrolNote } from '../parts/enrol-note.tsx'
import { Heading } from '../parts/heading.tsx'
import { LoadFailed } from '../parts/load-failed.tsx'
import { Loading } from '../parts/loading.tsx'
import { Methods } from '../parts/methods.tsx'
import { SettingsLayout } from '../parts/settings-layout.tsx'
import { useVisit } from '../session.ts'
import { useLoaded } from '../use-loaded.ts'
import { useTitle } from '../use-title.ts'

const ask = () => call('GET /api/bindings')

/** 二次验证设置: whether it is on, the four factors in their order, the recovery codes. */
export default function SettingsFactors() {
  const say = useSay()
  const state = useVisit()?.session.state
  const { found, reload } = useLoaded(ask)
  useTitle(settings.factors)
  return (
    <SettingsLayout>
      <Heading>{say(settings.factors)}</Heading>
      <p className="lead">{say(settings.lead)}</p>
      <EnrolNote />
      {state === 'change-password' ? null : found === null ? (
        <Loading />
      ) : found instanceof Error ? (
        <LoadFailed error={found} onRetry={reload} />
      ) : (
        <Methods bindings={found} onChange={reload} />
      )}
    </SettingsLayout>
  )
}
