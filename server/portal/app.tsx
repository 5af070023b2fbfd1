import { lazy, Suspense, useEffect } from 'react'
import { frame } from '../../shared/messages/portal.ts'
import { path, settle } from './history.ts'
import { useSay } from './i18n.ts'
import SignIn from './pages/sign-in.tsx'
import { Foot } from './parts/foot.tsx'
import { StatusRegion } from './parts/status.tsx'
import { Toast } from './parts/toast.tsx'
import { TopBar } from './parts/top-bar.tsx'
import { isEnrolling, pageFor, type Page } from './routes.ts'
import { fetchSecondStep } from './second-step.ts'
import { useVisit } from './session.ts'
import { useStore } from './store.ts'

const pages: Record<Page, React.ComponentType> = {
  '/sign-in': SignIn,
  '/second-step': lazy(fetchSecondStep),
  '/prove': lazy(() => import('./pages/prove.tsx')),
  '/welcome': lazy(() => import('./pages/welcome.tsx')),
  '/settings/factors': lazy(() => import('./pages/settings-factors.tsx')),
  '/settings/devices': lazy(() => import('./pages/settings-devices.tsx')),
  '/settings/history': lazy(() => import('./pages/settings-history.tsx')),
  '/settings/app-passwords': lazy(() => import('./pages/settings-app-passwords.tsx')),
  '/help': lazy(() => import('./pages/help.tsx')),
  '/lost-phone': lazy(() => import('./pages/lost-phone.tsx')),
  '/not-me': lazy(() => import('./pages/not-me.tsx')),
  '/sign-out': lazy(() => import('./pages/sign-out.tsx')),
}

/** Shown once the first answer is here: the page is decided by what this browser is and by the path. */
export function App() {
  const say = useSay()
  const state = useVisit()?.session.state ?? 'anonymous'
  const page = pageFor(useStore(path), state)
  const Content = pages[page]
  useEffect(() => settle(page), [page])
  return (
    <StatusRegion>
      <a className="skip" href="#main">
        {say(frame.skip)}
      </a>
      <TopBar />
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<p className="opening">{say(frame.wait)}</p>}>
          <Content />
        </Suspense>
      </main>
      <Foot isAuth={state !== 'signed-in' && !isEnrolling(state)} />
      <Toast />
    </StatusRegion>
  )
}
