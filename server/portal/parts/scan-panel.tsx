import { Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { secondStep } from '../../../shared/messages/portal.ts'
import type { ScanPrompt } from '../answers.ts'
import type { Facts } from '../facts.ts'
import { useSay } from '../i18n.ts'
import type { ScanView } from '../scan-view.ts'
import { signOut } from '../session.ts'
import type { Verification } from '../verification.ts'
import { scanWords } from '../ways.ts'
import { Heading } from './heading.tsx'
import { LoginNumber } from './login-number.tsx'
import { Note } from './note.tsx'
import { ScanButton } from './scan-button.tsx'
import { ScanTile } from './scan-tile.tsx'
import { ScanWords, useSpokenState } from './scan-words.tsx'
import { Waiting } from './waiting.tsx'

interface Props {
  desk: Verification
  facts: Facts
  prompt: ScanPrompt
  view: ScanView
  now: number
  /** Some other way can be chosen below. */
  hasOthers: boolean
  /** The check-box, below the scan. */
  children?: ReactNode
}

/** The second step by scan. Only the picture, the two lines and the button change; all keeps its place. */
export function ScanPanel({ desk, facts, prompt, view, now, hasOthers, children }: Props) {
  const say = useSay()
  useSpokenState(view, facts, now)
  const words = scanWords(prompt)!
  const isWaiting = view === 'pending' || view === 'renewed' || view === 'loading'
  const renew = () => void desk.renew('click')
  return (
    <section className="scan">
      <Heading>{say(words.title)}</Heading>
      {hasOthers && (
        <div className="scan-this-phone">
          <Note tone="info" glyph={Smartphone}>
            <span>{say(secondStep.thisPhone)}</span> <span>{say(secondStep.useCode)}</span>
          </Note>
        </div>
      )}
      <ScanTile view={view} challenge={facts.challenge} onRefresh={renew} />
      <div className="scan-side">
        {isWaiting ? (
          <Waiting view={view} facts={facts} now={now} steps={words.steps} />
        ) : (
          <>
            <ScanWords view={view} facts={facts} now={now} />
            <ScanButton view={view} onAgain={renew} onBack={() => void signOut()} />
          </>
        )}
      </div>
      {view === 'number' && facts.challenge && <LoginNumber desk={desk} until={facts.challenge.until} now={now} />}
      {children && <div className="scan-foot">{children}</div>}
    </section>
  )
}
