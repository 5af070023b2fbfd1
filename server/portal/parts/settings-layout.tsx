import { History, KeyRound, MonitorSmartphone, ShieldCheck, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { appPasswords } from '../../../shared/messages/portal-app-passwords.ts'
import { devices, history } from '../../../shared/messages/portal-devices.ts'
import { settings } from '../../../shared/messages/portal-settings.ts'
import { path } from '../history.ts'
import { useSay, type Words } from '../i18n.ts'
import { useEnrolling } from '../session.ts'
import { useStore } from '../store.ts'
import { Glyph } from './glyph.tsx'
import { Link } from './link.tsx'

interface Item {
  to: string
  glyph: LucideIcon
  words: Words
  /** For the tabs of a narrow screen. */
  short: Words
}

const items: Item[] = [
  { to: '/settings/factors', glyph: ShieldCheck, words: settings.factors, short: settings.factorsShort },
  { to: '/settings/devices', glyph: MonitorSmartphone, words: devices.page, short: devices.short },
  { to: '/settings/history', glyph: History, words: history.page, short: history.short },
  { to: '/settings/app-passwords', glyph: KeyRound, words: appPasswords.page, short: appPasswords.short },
]

/** The pages of 安全设置: a list on the left, tabs on narrow screens. No list for whoever may see but one of them. */
export function SettingsLayout({ children }: { children: ReactNode }) {
  const say = useSay()
  const at = useStore(path)
  const isAlone = useEnrolling()
  return (
    <div className={isAlone ? 'settings settings-alone' : 'settings'}>
      {!isAlone && (
        <nav className="nav" aria-label={say(settings.group)}>
          <p className="nav-group">{say(settings.group)}</p>
          {items.map(({ to, glyph, words, short }) => (
            <Link key={to} to={to} className="nav-item" isCurrent={to === at}>
              <Glyph of={glyph} size={20} className="nav-glyph" />
              <span className="nav-words">{say(words)}</span>
              <span className="nav-short">{say(short)}</span>
            </Link>
          ))}
        </nav>
      )}
      <div className="settings-content">{children}</div>
    </div>
  )
}
