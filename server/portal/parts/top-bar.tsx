import { Globe, LogOut } from 'lucide-react'
import { frame } from '../../../shared/messages/portal.ts'
import { language, useSay } from '../i18n.ts'
import { signOut, useBranding, useEnrolling, useVisit } from '../session.ts'
import { useStore } from '../store.ts'
import { Glyph } from './glyph.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { Link } from './link.tsx'
import { Logo } from './logo.tsx'

/** Name of the service on the left; help, language and sign-out on the right. */
export function TopBar() {
  const say = useSay()
  const { product, productEn } = useBranding()
  const session = useVisit()?.session
  const isEnrolling = useEnrolling()
  const isSignedIn = isEnrolling || session?.state === 'signed-in'
  return (
    <header className="bar">
      <Link to="/" className="bar-home">
        <Logo />
        <span className="bar-name">{useStore(language) === 'en' ? productEn : product}</span>
      </Link>
      <div className={isSignedIn ? 'bar-links bar-signed-in' : 'bar-links'}>
        {isSignedIn && <span className="bar-address">{session?.address}</span>}
        <Link to="/help" className="bar-link bar-help">
          {say(frame.help)}
        </Link>
        <LanguageSwitch className="bar-link bar-language" glyph={isSignedIn ? undefined : Globe} />
        {isSignedIn && (
          <button type="button" className="bar-link" onClick={() => void signOut()}>
            <Glyph of={LogOut} size={16} className="bar-glyph" />
            {say(frame.signOut)}
          </button>
        )}
      </div>
    </header>
  )
}
