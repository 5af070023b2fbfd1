import { useLayoutEffect } from 'react'
import { secondStep } from '../../../shared/messages/portal.ts'
import { call } from '../api.ts'
import { useSay } from '../i18n.ts'
import { Link } from '../parts/link.tsx'
import { OtherWays } from '../parts/other-ways.tsx'
import { Passed } from '../parts/passed.tsx'
import { linesOf } from '../parts/scan-words.tsx'
import { Way } from '../parts/way.tsx'
import type { ScanView } from '../scan-view.ts'
import { arrive, end, signOut, takeChallenge, useVisit } from '../session.ts'
import { useTitle } from '../use-title.ts'
import { useScanView, useVerification } from '../use-verification.ts'
import { openWay, useAnswerOfPhone, useWays } from '../use-ways.ts'

const outcome = { done: arrive, ended: end }
/** Nothing of this challenge can be answered any more. */
const closed: readonly ScanView[] = ['reported', 'over']

export default function SecondStep() {
  const say = useSay()
  const session = useVisit()?.session
  const { desk, facts } = useVerification(outcome)
  // The session's challenge is only where this begins; what comes after comes by the stream.
  useLayoutEffect(() => {
    const first = takeChallenge()
    if (first) desk.adopt(first)
    else void desk.start(() => call('GET /api/challenge'))
  }, [desk])
  const { prompt, others: all, choose } = useWays(facts.challenge)
  const { view, now } = useScanView(desk, facts, prompt?.shape === 'scan')
  useAnswerOfPhone(view, choose)
  const state = prompt?.shape === 'code' ? undefined : linesOf(view, facts).title
  useTitle(secondStep.page, facts.isReplaced ? secondStep.replaced : state)

  const others = facts.isReplaced || closed.includes(view) ? [] : all
  return (
    <div className="card card-second">
      <Passed address={session?.address ?? ''} />
      <Way {...{ desk, facts, prompt, view, now }} hasOthers={others.length > 0} />
      <OtherWays prompts={others} onChoose={(next) => void openWay(desk, view, next, choose)}>
        <Link to="/lost-phone" className="link">
          {say(secondStep.lost)}
        </Link>
      </OtherWays>
      <button type="button" className="link other-account" onClick={() => void signOut()}>
        {say(secondStep.otherAccount)}
      </button>
    </div>
  )
}
