import { useEffect, useState } from 'react'
import type { Challenge, Prompt } from './answers.ts'
import { isPhone } from './devices.ts'
import { move } from './history.ts'
import { isSame } from './prompts.ts'
import type { ScanView } from './scan-view.ts'
import type { Verification } from './verification.ts'
import { firstWay, waysOf } from './ways.ts'

/** 'scan': whatever shows the QR. null: nothing was chosen. */
type Choice = Prompt | 'scan' | null

/** What the phone did is shown where the QR was, whatever was open. */
const byPhone: readonly ScanView[] = ['approved', 'number', 'denied', 'reported', 'wrong-number']
/** After a refusal nothing of the challenge can be answered; the next one can, so it is begun first. */
const refused: readonly ScanView[] = ['denied', 'wrong-number']

/** All ways that a challenge can be answered here, which of them is open, and how another one is opened. */
export function useWays(challenge: Challenge | null) {
  const [choice, choose] = useState<Choice>(null)
  const prompts = waysOf(challenge)
  const isChosen = (prompt: Prompt) => (choice === 'scan' ? prompt.shape === 'scan' : isSame(prompt, choice!))
  const chosen = choice ? prompts.find(isChosen) : undefined
  const prompt = chosen ?? (challenge ? firstWay(challenge, isPhone()) : undefined)
  const others = prompts.filter((each) => each !== prompt)
  return { prompt, others, choose }
}

/** Opens another way; what was refused on the phone is begun anew. */
export async function openWay(desk: Verification, view: ScanView, next: Prompt, choose: (choice: Prompt) => void) {
  if (refused.includes(view)) await desk.renew('click')
  move()
  choose(next)
}

/** Shows the scan once the phone has answered. */
export function useAnswerOfPhone(view: ScanView, choose: (choice: 'scan') => void): void {
  useEffect(() => {
    if (byPhone.includes(view)) choose('scan')
  }, [view, choose])
}
