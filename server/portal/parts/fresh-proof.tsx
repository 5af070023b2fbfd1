import { useEffect, type ReactNode } from 'react'
import { proofDialog } from '../../../shared/messages/portal-changes.ts'
import { call } from '../api.ts'
import { giveUp } from '../give-up.ts'
import { useSay } from '../i18n.ts'
import { adopt, end } from '../session.ts'
import { useVerification } from '../use-verification.ts'
import { Stage } from './stage.tsx'

interface Props {
  /** What asked for the proof goes on by itself. */
  onProved: () => void
  onCancel: () => void
  /** Shown to whoever has bound nothing to prove with, where that can be. */
  instead?: ReactNode
}

const begin = () => call('POST /api/proof', { input: {} })

/** 请先验证身份, inside the dialog or the page of what needs it. */
export function FreshProof({ onProved, onCancel, instead }: Props) {
  const say = useSay()
  const { desk, facts } = useVerification({
    done: (session) => {
      adopt(session)
      onProved()
    },
    ended: end,
  })
  useEffect(() => void desk.start(begin), [desk])
  const cancel = () => {
    giveUp(facts)
    onCancel()
  }
  if (instead && facts.problem?.code === 'binding.none') return instead
  return (
    <Stage {...{ desk, facts, begin }} onCancel={cancel}>
      <p className="stage-lead">{say(proofDialog.line)}</p>
    </Stage>
  )
}
