import { proofDialog } from '../../../shared/messages/portal-changes.ts'
import { appPasswords, shownOnce } from '../../../shared/messages/portal-app-passwords.ts'
import type { AppPasswords } from '../answers.ts'
import { useSay } from '../i18n.ts'
import { useNewPassword } from '../use-new-password.ts'
import { Dialog } from './dialog.tsx'
import { FreshProof } from './fresh-proof.tsx'
import { GenerateForm } from './generate-form.tsx'
import { ShownPassword } from './shown-password.tsx'

interface Props {
  servers: AppPasswords['servers']
  onMade: (list: AppPasswords) => void
  /** @param isSure false: what was asked for may have happened all the same, and the list is asked again. */
  onClose: (isSure: boolean) => void
}

/** 【生成专用密码】: what it is for, a fresh proof when one is due, then the password, this once. */
export function GenerateDialog({ servers, onMade, onClose }: Props) {
  const say = useSay()
  const course = useNewPassword(onMade)
  const { made, trouble, isProving, make } = course
  const close = () => onClose(trouble === null)
  if (made)
    return (
      <Dialog title={say(shownOnce.title)}>
        <ShownPassword made={made} servers={servers} onDone={close} />
      </Dialog>
    )
  if (isProving)
    return (
      <Dialog title={say(proofDialog.title)} onClose={close}>
        <FreshProof onProved={() => void make()} onCancel={close} />
      </Dialog>
    )
  return (
    <Dialog title={say(appPasswords.generate)} onClose={close}>
      <GenerateForm course={course} onCancel={close} />
    </Dialog>
  )
}
