import { Mail, MessageCircle, MessageSquareText, Timer } from 'lucide-react'
import { factorNames } from '../../../shared/messages/portal.ts'
import { settings } from '../../../shared/messages/portal-settings.ts'
import type { Method } from '../answers.ts'
import { dayOf, fullTime } from '../dates.ts'
import { useSay } from '../i18n.ts'
import { maskOf } from '../masks.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'

interface Props {
  method: Method
  onBind: () => void
  onUnbind: () => void
}

const glyphs = { email: Mail, wechat: MessageCircle, sms: MessageSquareText, totp: Timer }

/** One factor: what is bound, since when, and what can be done with it. */
export function FactorRow({ method, onBind, onUnbind }: Props) {
  const say = useSay()
  const { kind, binding, available, isDefault } = method
  const name = say(factorNames[kind])
  return (
    <li className="row">
      <span className={binding ? 'icon-tile icon-tile-on' : 'icon-tile'}>
        <Glyph of={glyphs[kind]} size={22} />
      </span>
      <div className="row-words">
        <h2 className="row-title">
          {name}
          {isDefault && binding && <span className="tag tag-brand">{say(settings.isDefault)}</span>}
          {!available && !binding && <span className="tag">{say(settings.notAvailable)}</span>}
        </h2>
        <p className="row-line">{binding ? <Value kind={kind} binding={binding} /> : say(settings.unbound)}</p>
      </div>
      {binding ? (
        <Button look="quiet" className="button-weaker" label={`${say(settings.unbind)} ${name}`} onClick={onUnbind}>
          {say(settings.unbind)}
        </Button>
      ) : (
        available && (
          <Button look="quiet" label={`${say(settings.bind)} ${name}`} onClick={onBind}>
            {say(settings.bind)}
          </Button>
        )
      )}
    </li>
  )
}

function Value({ kind, binding }: { kind: Method['kind']; binding: NonNullable<Method['binding']> }) {
  const say = useSay()
  return (
    <>
      <span className="figure">{say(maskOf(kind, binding.mask))}</span>
      <span className="row-date figure" title={fullTime(binding.boundAt)}>
        {say(settings.boundOn, { date: dayOf(binding.boundAt) })}
      </span>
    </>
  )
}
