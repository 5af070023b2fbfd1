import { appPasswords as words } from '../../../shared/messages/portal-app-passwords.ts'
import type { AppPassword } from '../answers.ts'
import { clock } from '../clock.ts'
import { dayOf, fullTime } from '../dates.ts'
import { useSay } from '../i18n.ts'
import { placeWords } from '../places.ts'
import { Button } from './button.tsx'
import { When } from './when.tsx'

export interface AppPasswordsProps {
  passwords: AppPassword[]
  onRemove: (password: AppPassword) => void
}

/** 手机 Outlook, and since when there is a password for it. */
export function PasswordName({ name, kind, createdAt }: AppPassword) {
  const say = useSay()
  return (
    <span className="password-name">
      <strong>{name}</strong>
      {kind === 'machine' && <span className="tag">{say(words.machine)}</span>}
      <small className="fine" title={fullTime(createdAt)}>
        {say(words.madeOn, { date: dayOf(createdAt) })}
      </small>
    </span>
  )
}

/** 今天 10:02 · IMAP · 113.204.x.x · 重庆, or never. */
export function LastUse({ used }: AppPassword) {
  const say = useSay()
  if (!used) return <span className="faint">{say(words.never)}</span>
  return (
    <>
      <When at={used.at} isShort />
      <small className="fine">
        {used.protocol.toUpperCase()} · {used.ip}
      </small>
      <small className="fine">{say(placeWords(used))}</small>
    </>
  )
}

export function Until({ until }: AppPassword) {
  const say = useSay()
  if (!until) return <>{say(words.noLimit)}</>
  return (
    <span className="until">
      <time className="figure" dateTime={until} title={fullTime(until)}>
        {dayOf(until)}
      </time>
      {Date.parse(until) <= clock.now() && <span className="tag tag-warn">{say(words.expired)}</span>}
    </span>
  )
}

export function Remove({ password, onRemove }: { password: AppPassword; onRemove: AppPasswordsProps['onRemove'] }) {
  const say = useSay()
  return (
    <Button look="quiet" label={`${say(words.remove)} ${password.name}`} onClick={() => onRemove(password)}>
      {say(words.remove)}
    </Button>
  )
}
