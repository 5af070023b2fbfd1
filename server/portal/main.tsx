import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { takeErrand } from './errand.ts'
import { asCallError } from './facts.ts'
import { speakRemembered } from './i18n.ts'
import { takeNoticeToken } from './notice-token.ts'
import { Broken } from './parts/broken.tsx'
import { Guard } from './parts/guard.tsx'
import { open } from './session.ts'

speakRemembered()
takeNoticeToken()
takeErrand()
const root = createRoot(document.getElementById('root')!)

/** Nothing is drawn before it is known who this browser is, so that no page flashes by. */
async function begin(): Promise<void> {
  try {
    if (!(await open())) return
    root.render(
      <Guard>
        <App />
      </Guard>,
    )
  } catch (thrown) {
    root.render(<Broken error={asCallError(thrown)} onRetry={() => void begin()} />)
  }
}

// A page that the browser kept for 后退 may show a session that is over by now.
window.addEventListener('pageshow', (event) => event.persisted && void begin())
// Another notice's link in the same tab changes only the fragment.
window.addEventListener('hashchange', () => takeNoticeToken())
void begin()
