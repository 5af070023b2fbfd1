import type { Prompt } from '../answers.ts'
import { call } from '../api.ts'
import type { Facts } from '../facts.ts'
import type { ScanView } from '../scan-view.ts'
import type { Verification } from '../verification.ts'
import { CodePanel } from './code-panel.tsx'
import { Replaced } from './replaced.tsx'
import { ScanOver } from './scan-over.tsx'
import { ScanPanel } from './scan-panel.tsx'

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
  if (facts.isReplaced) return <Replaced onTakeOver={() => void desk.start(() => call('GET /api/challenge'))} />
  if (!prompt) return <ScanOver facts={facts} view={view} now={now} />
  if (prompt.shape === 'code') {
    return <CodePanel key={prompt.kind} desk={desk} prompt={prompt} isOver={view === 'over'} now={now} />
  }
  return <ScanPanel key={prompt.kind} {...{ desk, facts, prompt, view, now, hasOthers }} />
}
