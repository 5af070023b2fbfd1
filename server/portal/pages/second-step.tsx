import { useEffect, useLayoutEffect, useState } from 'react'
import { secondStep } from '../../../shared/messages/portal.ts'
import type { Challenge, Prompt } from '../answers.ts'
import { call } from '../api.ts'
import { isPhone } from '../devices.ts'
import { move } from '../history.ts'
import { useSay } from '../i18n.ts'
import { Link } from '../parts/link.tsx'
import { OtherWays } from '../parts/other-ways.tsx'
import { Passed } from '../parts/passed.tsx'
import { linesOf } from '../parts/scan-words.tsx'
import { Way } from '../parts/way.tsx'
import { isSame } from '../prompts.ts'
import type { ScanView } from '../scan-view.ts'
import { arrive, end, signOut, takeChallenge, useVisit } from '../session.ts'
import { useTitle } from '../use-title.ts'
import { useScanView, useVerification } from '../use-verification.ts'
import { firstWay, waysOf } from '../ways.ts'

const outcome = { done: arrive, ended: end }
/** What the phone did is shown where the QR was, whatever was open. */
const byPhone: readonly ScanView[] = ['approved', 'number', 'denied', 'reported', 'wrong-number']
/** Nothing of this challenge can be answered any more. After a refusal the next one can: it is begun first. */
const closed: readonly ScanView[] = ['reported', 'over']
const refused: readonly ScanView[] = ['denied', 'wrong-number']

/** 'scan': whatever shows the QR. null: nothing was chosen. */
type Choice = Prompt | 'scan' | null

/** The way that is open, and all that this page can show. */
function choose(challenge: Challenge | null, choice: Choice) {
  const prompts = waysOf(challenge)
  const isChosen = (prompt: Prompt) => (choice === 'scan' ? prompt.shape === 'scan' : isSame(prompt, choice!))
  const chosen = choice && prompts.find(isChosen)
  return { prompts, prompt: chosen ?? (challenge ? firstWay(challenge, isPhone()) : undefined) }
}

export default function SecondStep() {
  const say = useSay()
  const session = useVisit()?.session
  const { desk, facts } = useVerification(outcome)
  const [choice, setChoice] = useState<Choice>(null)
  // The session's challenge is only where this begins; what comes after comes by the stream.
  useLayoutEffect(() => {
    const first = takeChallenge()
    if (first) desk.adopt(first)
    else void desk.start(() => call('GET /api/challenge'))
  }, [desk])

  const { prompts, prompt } = choose(facts.challenge, choice)
  const { view, now } = useScanView(desk, facts, prompt?.shape === 'scan')
  useEffect(() => {
    if (byPhone.includes(view)) setChoice('scan')
  }, [view])
  const state = prompt?.shape === 'code' ? undefined : linesOf(view, facts).title
  useTitle(secondStep.page, facts.isReplaced ? secondStep.replaced : state)

  const open = async (next: Prompt) => {
    if (refused.includes(view)) await desk.renew('click')
    move()
    setChoice(next)
  }
  const others = facts.isReplaced || closed.includes(view) ? [] : prompts.filter((each) => each !== prompt)
  return (
    <div className="card card-second">
      <Passed address={session?.address ?? ''} />
      <Way {...{ desk, facts, prompt, view, now }} hasOthers={others.length > 0} />
      <OtherWays prompts={others} onChoose={(next) => void open(next)} />
      <p className="lost">
        <Link to="/lost-phone" className="link">
          {say(secondStep.lost)}
        </Link>
      </p>
      <button type="button" className="link other-account" onClick={() => void signOut()}>
        {say(secondStep.otherAccount)}
      </button>
    </div>
  )
}
