import { Mail, Phone, ShieldCheck } from 'lucide-react'
import { secondStep } from '../../../shared/messages/portal.ts'
import { help, questions } from '../../../shared/messages/portal-help.ts'
import { useSay } from '../i18n.ts'
import { Glyph } from '../parts/glyph.tsx'
import { Heading } from '../parts/heading.tsx'
import { Link } from '../parts/link.tsx'
import { Note } from '../parts/note.tsx'
import { SettingsLayout } from '../parts/settings-layout.tsx'
import { useBranding, useVisit } from '../session.ts'
import { useTitle } from '../use-title.ts'

/** Help is there for everyone, signed in or not. */
export default function Help() {
  const isSignedIn = useVisit()?.session.state === 'signed-in'
  useTitle(help.page)
  return isSignedIn ? (
    <SettingsLayout>
      <Content />
    </SettingsLayout>
  ) : (
    <div className="help-alone">
      <Content />
    </div>
  )
}

function Content() {
  const say = useSay()
  const { phone, helpMail, host, product } = useBranding()
  return (
    <>
      <Heading>{say(help.page)}</Heading>
      <h2 className="section-title">{say(help.contact)}</h2>
      <ul className="card contacts">
        <li>
          <Glyph of={Phone} /> {say(help.phone)} <a href={`tel:${phone}`}>{phone}</a>
        </li>
        <li>
          <Glyph of={Mail} /> {say(help.mail)} <a href={`mailto:${helpMail}`}>{helpMail}</a>
        </li>
      </ul>
      <h2 className="section-title">{say(help.questions)}</h2>
      <div className="card questions">
        {questions.map(({ ask, answer }) => (
          <details key={ask.en}>
            <summary>{say(ask)}</summary>
            <p>{say(answer, { phone, product })}</p>
          </details>
        ))}
      </div>
      <p className="help-lost">
        <Link to="/lost-phone">{say(secondStep.lost)}</Link>
      </p>
      <Note tone="plain" glyph={ShieldCheck}>
        {say(help.host, { host })}
      </Note>
    </>
  )
}
