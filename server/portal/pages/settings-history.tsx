import { history } from '../../../shared/messages/portal-devices.ts'
import { call } from '../api.ts'
import { useSay } from '../i18n.ts'
import { Heading } from '../parts/heading.tsx'
import { HistoryCards, HistoryTable } from '../parts/history-list.tsx'
import { LoadFailed } from '../parts/load-failed.tsx'
import { Loading } from '../parts/loading.tsx'
import { SettingsLayout } from '../parts/settings-layout.tsx'
import type { SignIn } from '../answers.ts'
import { useLoaded } from '../use-loaded.ts'
import { useNarrow } from '../use-narrow.ts'
import { useTitle } from '../use-title.ts'

const ask = () => call('GET /api/history')

/** 登录记录: the latest sign-ins in a browser, those that failed too. */
export default function SettingsHistory() {
  const say = useSay()
  const { found, reload } = useLoaded(ask)
  useTitle(history.page)
  return (
    <SettingsLayout>
      <Heading>{say(history.page)}</Heading>
      <p className="lead">{say(history.lead)}</p>
      {found === null ? (
        <Loading />
      ) : found instanceof Error ? (
        <LoadFailed error={found} onRetry={reload} />
      ) : (
        <List signIns={found.signIns} />
      )}
    </SettingsLayout>
  )
}

function List({ signIns }: { signIns: SignIn[] }) {
  const say = useSay()
  const isNarrow = useNarrow()
  if (signIns.length === 0) return <p className="card list-empty">{say(history.empty)}</p>
  return isNarrow ? <HistoryCards signIns={signIns} /> : <HistoryTable signIns={signIns} />
}
