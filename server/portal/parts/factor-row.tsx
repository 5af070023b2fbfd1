import { factorNames } from '../../../shared/messages/portal.ts'
import { settings, unboundHow, unboundMore } from '../../../shared/messages/portal-settings.ts'
import type { Method } from '../answers.ts'
import type { ChangeKind } from '../changes.ts'
import { dayOf, fullTime } from '../dates.ts'
import { glyphOf } from '../factor-glyphs.ts'
import { useSay } from '../i18n.ts'
import { maskOf } from '../masks.ts'
import { useEnrolling } from '../session.ts'
import { Button } from './button.tsx'
import { Glyph } from './glyph.tsx'

interface Props {
  method: Method
  /** Nothing can be changed now. */
  isFrozen: boolean
  onChange: (what: ChangeKind) => void
}

/** What can be done: a factor that was switched off can still be taken away. */
const actionsOf = ({ binding, available }: Method): ChangeKind[] => {
  if (!binding) return available ? ['bind'] : []
  return available ? ['rebind', 'unbind'] : ['unbind']
}

/** One factor: what is bound, since when, and what can be done with it. */
export function FactorRow({ method, isFrozen, onChange }: Props) {
  const say = useSay()
  const { kind, binding, available, isDefault } = method
  const name = say(factorNames[kind])
  const actions = actionsOf(method)
  return (
    <li className={actions.length > 1 ? 'row row-wrap' : 'row'}>
      <span className={binding ? 'icon-tile icon-tile-on' : 'icon-tile'}>
        <Glyph of={glyphOf(kind)} size={22} />
      </span>
      <div className="row-words">
        <h2 className="row-title">
          {name}
          {isDefault && binding && <span className="tag tag-brand">{say(settings.isDefault)}</span>}
          {!available && <span className="tag">{say(settings.notAvailable)}</span>}
        </h2>
        <p className="row-line">{binding ? <Value kind={kind} binding={binding} /> : <Unbound kind={kind} />}</p>
      </div>
      <div className="row-actions">
        {actions.map((what) => (
          <Button
            key={what}
            look="quiet"
            className={what === 'unbind' ? 'button-weaker' : ''}
            label={`${say(settings[what])} ${name}`}
            isOff={isFrozen}
            onClick={() => onChange(what)}
          >
            {say(settings[what])}
          </Button>
        ))}
      </div>
    </li>
  )
}

function Unbound({ kind }: { kind: Method['kind'] }) {
  const say = useSay()
  const isEnrolling = useEnrolling()
  const more = isEnrolling ? unboundHow[kind] : unboundMore[kind]
  return (
    <span>
      {say(settings.unbound)}
      {more && <span className="row-more">{say(more)}</span>}
    </span>
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
