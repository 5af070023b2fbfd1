import { factors } from '../../shared/factors.ts'
import type { Challenge, Prompt } from './answers.ts'
import type { Facts } from './facts.ts'
import { useScanView } from './use-verification.ts'
import { openWay, useAnswerOfPhone, useWays } from './use-ways.ts'
import type { Verification } from './verification.ts'

/** Where the new binding is asked for, an address or a number may have to be typed first. */
const asksTarget = (challenge: Challenge | null, prompt: Prompt | undefined): boolean =>
  challenge?.stage === 'bind' && prompt !== undefined && factors[prompt.kind].target !== null

/** What a dialog shows of a challenge, and what else there is to choose. */
export function useStage(desk: Verification, facts: Facts) {
  const { prompt, others, choose } = useWays(facts.challenge)
  const { view, now } = useScanView(desk, facts, prompt?.shape === 'scan')
  useAnswerOfPhone(view, choose)
  return {
    prompt,
    others,
    asksTarget: asksTarget(facts.challenge, prompt),
    // A QR says itself what has become of it.
    isOver: facts.isReplaced || (prompt?.shape !== 'scan' && view === 'over'),
    view,
    now,
    choose: (next: Prompt) => void openWay(desk, view, next, choose),
  }
}
