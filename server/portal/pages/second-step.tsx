import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { secondStep } from '../../../shared/messages/portal.ts'
import type { Prompt } from '../answers.ts'
import { call } from '../api.ts'
import { isPhone } from '../devices.ts'
import { move } from '../history.ts'
import { useSay } from '../i18n.ts'
import { OtherWays } from '../parts/other-ways.tsx'
import { Passed } from '../parts/passed.tsx'
import { linesOf } from '../parts/scan-words.tsx'
import { Way } from '../parts/way.tsx'
import type { ScanView } from '../scan-view.ts'
import { arrive, end, signOut, useVisit } from '../session.ts'
import { useTitle } from '../use-title.ts'
import { useScanView, useVerification } from '../use-verification.ts'
import { isKnown, isSame } from '../ways.ts'

const outcome = { done: arrive, ended: end }
/** What the phone did is shown where the QR was, whatever was open. */
const byPhone: readonly ScanView[] = ['approved', 'number', 'denied', 'reported', 'wrong-number']
/** Nothing of this challenge can be answered any more. After a refusal the next one can: it is begun first. */
const closed: readonly ScanView[] = ['reported', 'over']
const refused: readonly ScanView[] = ['denied', 'wrong-number']

/** 'scan': whatever shows the QR. null: nothing was chosen, and a phone cannot scan itself. */
type Choice = Prompt | 'scan' | null

function isWanted(prompt: Prompt, choice: Choice): boolean {
  if (choice === null) return prompt.shape === 'code' && isPhone()
  return choice === 'scan' ? prompt.shape === 'scan' : isSame(prompt, choice)
}

export default function SecondStep() {
  const say = useSay()
  const session = useVisit()?.session
  const { desk, facts } = useVerification(outcome)
  const [chosen, choose] = useState<Choice>(null)
  // The session's challenge is only where this begins; what comes after comes by the stream.
  const first = useRef(session?.challenge)
  useLayoutEffect(() => {
    if (first.current) desk.adopt(first.current)
    else void desk.start(() => call('GET /api/challenge'))
  }, [desk])

  const prompts = (facts.challenge?.prompts ?? []).filter(isKnown)
  const prompt = prompts.find((each) => isWanted(each, chosen)) ?? prompts[0]
  const { view, now } = useScanView(desk, facts, prompt?.shape === 'scan')
  useEffect(() => {
    if (byPhone.includes(view)) choose('scan')
  }, [view])
  const state = prompt?.shape === 'code' ? undefined : linesOf(view, facts).title
  useTitle(secondStep.page, facts.isReplaced ? secondStep.replaced : state)

  const open = async (next: Prompt) => {
    if (refused.includes(view)) await desk.renew('click')
    move()
    choose(next)
  }
  const others = facts.isReplaced || closed.includes(view) ? [] : prompts.filter((each) => each !== prompt)
  return (
    <div className="card card-second">
      <Passed address={session?.address ?? ''} />
      <Way {...{ desk, facts, prompt, view, now }} hasOthers={others.length > 0} />
      <OtherWays prompts={others} onChoose={(next) => void open(next)} />
      <button type="button" className="link other-account" onClick={() => void signOut()}>
        {say(secondStep.otherAccount)}
      </button>
    </div>
  )
}
