import { factors } from '../../../shared/factors.ts'
import type { Prompt } from '../answers.ts'
import { call } from '../api.ts'
import type { Facts } from '../facts.ts'
import type { ScanView } from '../scan-view.ts'
import type { Verification } from '../verification.ts'
import { CodePanel } from './code-panel.tsx'
import { NoWay } from './no-way.tsx'
import { Replaced } from './replaced.tsx'
import { ScanOver } from './scan-over.tsx'
import { ScanPanel } from './scan-panel.tsx'
import { TrustBox } from './trust-box.tsx'

interface Props {
  desk: Verification
  facts: Facts
  prompt: Prompt | undefined
  view: ScanView
  now: number
  hasOthers: boolean
}

/** The open way to answer, by the shape of its prompt. */
export function Way({ desk, facts, prompt, view, now, hasOthers }: Props) {
  const { challenge } = facts
  if (facts.isReplaced) return <Replaced onTakeOver={() => void desk.start(() => call('GET /api/challenge'))} />
  if (challenge?.prompts.length === 0) return <NoWay />
  if (!prompt || !challenge) return <ScanOver facts={facts} view={view} now={now} />
  const isUndecided = challenge.status === 'pending' || challenge.status === 'scanned'
  const asksTrust = challenge.purpose === 'login' && factors[prompt.kind].isMethod && isUndecided && view !== 'over'
  const box = asksTrust && <TrustBox desk={desk} challenge={challenge} trust={facts.trust} now={now} />
  if (prompt.shape === 'scan') {
    return (
      <ScanPanel key={prompt.kind} {...{ desk, facts, prompt, view, now, hasOthers }}>
        {box}
      </ScanPanel>
    )
  }
  return prompt.shape === 'code' ? (
    <CodePanel key={prompt.kind} {...{ desk, facts, prompt, now, hasOthers }}>
      {box}
    </CodePanel>
  ) : null
}
