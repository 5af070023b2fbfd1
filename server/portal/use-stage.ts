import { useEffect, useState } from 'react'
import { factors } from '../../shared/factors.ts'
import type { Challenge, Prompt } from './answers.ts'
import { isPhone } from './devices.ts'
import type { Facts } from './facts.ts'
import { isSame } from './prompts.ts'
import type { ScanView } from './scan-view.ts'
import { useScanView } from './use-verification.ts'
import type { Verification } from './verification.ts'
import { firstWay, waysOf } from './ways.ts'

/** What the phone did is shown where the QR was, whatever was open. */
const byPhone: readonly ScanView[] = ['approved', 'number', 'denied', 'reported', 'wrong-number']
/** The next challenge can be answered: it is begun first. */
const refused: readonly ScanView[] = ['denied', 'wrong-number']

/** 'scan': whatever shows the QR. null: nothing was chosen. */
type Choice = Prompt | 'scan' | null

/** What can be asked: one way to bind, or any way to prove. */
const promptsOf = (challenge: Challenge | null): Prompt[] =>
  challenge?.stage === 'bind' ? challenge.prompts.slice(0, 1) : waysOf(challenge)

/** Which prompt of a challenge a dialog shows, and what else there is to choose. */
export function useStage(desk: Verification, facts: Facts) {
  const { challenge } = facts
  const [choice, setChoice] = useState<Choice>(null)
  const prompts = promptsOf(challenge)
  const isChosen = (each: Prompt) =>
    choice === 'scan' ? each.shape === 'scan' : choice !== null && isSame(each, choice)
  const first = challenge?.stage === 'prove' ? firstWay(challenge, isPhone()) : prompts[0]
  const prompt = prompts.find(isChosen) ?? first
  const { view, now } = useScanView(desk, facts, prompt?.shape === 'scan')
  useEffect(() => {
    if (byPhone.includes(view)) setChoice('scan')
  }, [view])
  const choose = (next: Prompt) => {
    setChoice(next)
    if (refused.includes(view)) void desk.renew('click')
  }
  return {
    prompt,
    others: prompts.filter((each) => each !== prompt),
    asksTarget: challenge?.stage === 'bind' && prompt !== undefined && factors[prompt.kind].target !== null,
    // A QR says itself what has become of it.
    isOver: facts.isReplaced || (prompt?.shape !== 'scan' && view === 'over'),
    view,
    now,
    choose,
  }
}
