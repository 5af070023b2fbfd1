import { useEffect } from 'react'
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
}

const begin = () => call('POST /api/proof', { input: {} })

/** 请先验证身份, inside the dialog of what needs it. */
export function FreshProof({ onProved, onCancel }: Props) {
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
  return (
    <Stage {...{ desk, facts, begin }} onCancel={cancel}>
      <p className="stage-lead">{say(proofDialog.line)}</p>
    </Stage>
  )
}
