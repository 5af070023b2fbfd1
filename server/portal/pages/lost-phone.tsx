import { Phone } from 'lucide-react'
import { lostPhone } from '../../../shared/messages/portal-alarm.ts'
import { useSay, type Words } from '../i18n.ts'
import { Glyph } from '../parts/glyph.tsx'
import { Heading } from '../parts/heading.tsx'
import { Link } from '../parts/link.tsx'
import { SettingsLayout } from '../parts/settings-layout.tsx'
import { useBranding, useVisit } from '../session.ts'
import { useTitle } from '../use-title.ts'

const cases = [lostPhone.changed, lostPhone.lost, lostPhone.wechat]

/** 换手机 / 手机丢了: what to do, for whoever stands before the second step without the phone. */
export default function LostPhone() {
  const state = useVisit()?.session.state ?? 'anonymous'
  useTitle(lostPhone.page)
  if (state === 'signed-in')
    return (
      <SettingsLayout>
        <Content />
      </SettingsLayout>
    )
  const isBetween = state === 'second-step'
  return (
    <div className="help-alone">
      <Content />
      <Back to={isBetween ? '/second-step' : '/sign-in'} words={isBetween ? lostPhone.backToStep : lostPhone.back} />
    </div>
  )
}

function Content() {
  const say = useSay()
  const { phone } = useBranding()
  return (
    <>
      <Heading>{say(lostPhone.page)}</Heading>
      <p className="lead">{say(lostPhone.lead)}</p>
      {cases.map(({ title, steps }) => (
        <section key={title.en} className="card lost-case">
          <h2 className="row-title">{say(title)}</h2>
          <ul className="alarm-list">
            {steps.map((step) => (
              <li key={step.en}>{say(step)}</li>
            ))}
          </ul>
        </section>
      ))}
      <section className="card lost-case">
        <h2 className="row-title">{say(lostPhone.none)}</h2>
        <p>{say(lostPhone.call, { phone })}</p>
        <a className="button button-quiet" href={`tel:${phone}`}>
          <Glyph of={Phone} />
          {phone}
        </a>
      </section>
    </>
  )
}

function Back({ to, words }: { to: string; words: Words }) {
  const say = useSay()
  return (
    <Link to={to} className="button button-quiet lost-back">
      {say(words)}
    </Link>
  )
}
