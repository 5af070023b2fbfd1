import { factorNames } from '../../../shared/messages/portal.ts'
import { bindDialog, proofDialog, rebindDialog } from '../../../shared/messages/portal-changes.ts'
import { settings } from '../../../shared/messages/portal-settings.ts'
import type { Change } from '../changes.ts'
import { giveUp } from '../give-up.ts'
import { useSay } from '../i18n.ts'
import { returnToClient } from '../session.ts'
import { toast } from '../toasts.ts'
import { useBinding } from '../use-binding.ts'
import { useDraft } from '../use-draft.ts'
import { Bound } from './bound.tsx'
import { Dialog } from './dialog.tsx'
import { FreshProof } from './fresh-proof.tsx'
import { Stage } from './stage.tsx'

interface Props {
  change: Change & { what: 'bind' | 'rebind' }
  /** The binding that the new one replaces. */
  oldId: string | null
  /** @param isChanged something changed and the page asks again. */
  onClose: (isChanged: boolean) => void
}

const toasts = { bind: settings.boundToast, rebind: settings.reboundToast }
const titles = { bind: bindDialog.title, rebind: rebindDialog.title }

/** 绑定 and 修改: a proof when one is due, the new binding, and what is bound now. */
export function BindDialog({ change, oldId, onClose }: Props) {
  const say = useSay()
  const { what, kind } = change
  const { bound, isProving, proved, begin, desk, facts } = useBinding(change, oldId, () => onClose(true))
  const target = useDraft(change)
  const method = say(factorNames[kind])
  const close = () => {
    if (bound && returnToClient()) return
    if (bound) toast({ words: toasts[what], method: factorNames[kind] })
    else giveUp(facts)
    onClose(bound !== null)
  }
  const step = facts.challenge?.stage === 'bind' ? rebindDialog.bind : rebindDialog.proof
  return (
    <Dialog title={say(isProving ? proofDialog.title : titles[what], { method })} onClose={close}>
      {isProving ? (
        <FreshProof onProved={proved} onCancel={close} />
      ) : bound ? (
        <Bound kind={kind} binding={bound} onDone={close} />
      ) : (
        <Stage {...{ desk, facts, begin, target }} onCancel={close}>
          {what === 'rebind' && <p className="stage-step">{say(step, { method })}</p>}
        </Stage>
      )}
    </Dialog>
  )
}
