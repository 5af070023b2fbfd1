import { CircleCheck, Info, Link2Off, ShieldAlert } from 'lucide-react'
import { limits } from '../../../shared/limits.ts'
import { lostPhone, notMe } from '../../../shared/messages/portal-alarm.ts'
import { useSay } from '../i18n.ts'
import { Alarm } from '../parts/alarm.tsx'
import { Button } from '../parts/button.tsx'
import { Link } from '../parts/link.tsx'
import { Note } from '../parts/note.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { When } from '../parts/when.tsx'
import { useBranding } from '../session.ts'
import { useNotMe } from '../use-not-me.ts'
import { useNow } from '../use-now.ts'
import { useTitle } from '../use-title.ts'

const hours = limits.freeze / 3_600_000
const days = limits.noticeLinkLife / 86_400_000

/** 不是我: the page behind the link of a notice. Opening it changes nothing, its one button does. */
export default function NotMe() {
  const say = useSay()
  const { phone } = useBranding()
  const state = useNotMe()
  useTitle(notMe.page)
  if (state.frozenUntil) return <Frozen until={state.frozenUntil} />
  if (state.isExpired)
    return (
      <Alarm glyph={Link2Off} tone="warn" title={say(notMe.expired)}>
        <p>{say(notMe.expiredLine, { days, phone })}</p>
      </Alarm>
    )
  if (state.token === null)
    return (
      <Alarm glyph={Link2Off} tone="warn" title={say(notMe.missing)}>
        <p>{say(notMe.missingLine, { phone })}</p>
      </Alarm>
    )
  return <Ask {...state} />
}

function Ask({ trouble, isBusy, freeze }: ReturnType<typeof useNotMe>) {
  const say = useSay()
  const retryAt = trouble?.problem?.retryAt
  const now = useNow(retryAt)
  const isResting = retryAt !== undefined && Date.parse(retryAt) > now
  return (
    <Alarm glyph={ShieldAlert} tone="danger" title={say(notMe.title)}>
      <p>{say(notMe.lead)}</p>
      <p>{say(notMe.follows)}</p>
      <ul className="alarm-list">
        <li>{say(notMe.frozen, { hours })}</li>
        <li>{say(notMe.ended)}</li>
        <li>{say(notMe.restored)}</li>
      </ul>
      <div className="trouble-place">{trouble && (isResting || !retryAt) && <Trouble error={trouble} now={now} />}</div>
      <Button look="brand" className="button-large" isOff={isResting || isBusy} onClick={() => void freeze()}>
        {say(isBusy ? notMe.busy : notMe.act, { hours })}
      </Button>
      <Note tone="plain" glyph={Info}>
        {say(notMe.harmless)}
      </Note>
    </Alarm>
  )
}

function Frozen({ until }: { until: string }) {
  const say = useSay()
  const { phone } = useBranding()
  const [before, after] = say(notMe.doneLine).split('{time}')
  return (
    <Alarm glyph={CircleCheck} tone="brand" title={say(notMe.done)}>
      <p role="status">
        {before}
        <When at={until} />
        {after}
      </p>
      <p>{say(notMe.next)}</p>
      <ol className="alarm-list">
        <li>{say(notMe.password)}</li>
        <li>{say(notMe.check)}</li>
        <li>{say(notMe.call, { phone })}</li>
      </ol>
      <Link to="/sign-in" className="button button-quiet">
        {say(lostPhone.back)}
      </Link>
    </Alarm>
  )
}
