import { frame } from '../../../shared/messages/portal.ts'
import { language, useSay } from '../i18n.ts'
import { useBranding } from '../session.ts'
import { useStore } from '../store.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { Link } from './link.tsx'

/** Whom to ask. On narrow screens also what the bar has no room for. */
export function Foot({ isAuth }: { isAuth: boolean }) {
  const say = useSay()
  const branding = useBranding()
  return (
    <footer className={isAuth ? 'foot' : 'foot foot-narrow'}>
      <span>{useStore(language) === 'en' ? branding.organisationEn : branding.organisation}</span>
      <a href={`tel:${branding.phone}`}>{say(frame.phone, { phone: branding.phone })}</a>
      <a href={`mailto:${branding.helpMail}`}>{say(frame.mail, { mail: branding.helpMail })}</a>
      <Link to="/help" className="foot-help">
        {say(frame.help)}
      </Link>
      {!isAuth && <LanguageSwitch className="foot-language" />}
    </footer>
  )
}
