import { frame } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import { Button } from './button.tsx'

interface Props {
  isBusy: boolean
  isOff?: boolean
  /** Something is still missing; pressing says what. */
  isFaint?: boolean
  /** What is proved makes the account weaker. */
  isDanger?: boolean
}

/** 确定, and 正在验证 while it is being done. */
export function SubmitButton({ isBusy, isOff, isFaint, isDanger }: Props) {
  const say = useSay()
  return (
    <Button look={isDanger ? 'danger' : 'brand'} type="submit" isOff={isOff} isFaint={isFaint}>
      {say(isBusy ? frame.checking : frame.ok)}
    </Button>
  )
}
