import type { ReactNode } from 'react'
import type { Challenge } from '../answers.ts'
import type { Facts } from '../facts.ts'
import { secretPromptOf } from '../prompts.ts'
import type { Target } from '../use-draft.ts'
import { useStage } from '../use-stage.ts'
import type { Verification } from '../verification.ts'
import { CodeStage } from './code-stage.tsx'
import { OtherMethods } from './other-methods.tsx'
import { OverStage } from './over-stage.tsx'
import { ScanStage } from './scan-stage.tsx'
import { SecretStage } from './secret-stage.tsx'
import { TargetStage } from './target-stage.tsx'

interface Props {
  desk: Verification
  facts: Facts
  begin: () => Promise<Challenge>
  onCancel: () => void
  /** The new address or number, where one is bound. */
  target?: Target
  /** What stands above, whatever is asked. */
  children?: ReactNode
}

/** What a challenge asks for, inside a dialog: by the shape of its prompt and by the catalogue, never by the factor. */
export function Stage({ desk, facts, begin, onCancel, target, children }: Props) {
  const { prompt, others, asksTarget, isOver, view, now, choose } = useStage(desk, facts)
  const again = () => void desk.start(begin)
  const shared = {
    desk,
    facts,
    now,
    onCancel,
    lead: children,
    others: <OtherMethods prompts={others} onChoose={choose} />,
  }
  if (!prompt || isOver) return <OverStage {...{ facts, view, now, onCancel }} onAgain={again} />
  if (prompt.shape === 'scan') return <ScanStage {...shared} view={view} onBegin={again} />
  if (prompt.shape === 'secret') return null
  const secret = secretPromptOf(facts.challenge)
  if (secret) return <SecretStage {...shared} secret={secret} prompt={prompt} />
  if (asksTarget && target) return <TargetStage {...shared} prompt={prompt} target={target} />
  return <CodeStage key={prompt.kind} {...shared} prompt={prompt} hasOthers={others.length > 0} />
}
