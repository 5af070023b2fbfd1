import type { RefObject } from 'react'
import { scan } from '../../../shared/messages/portal-scan.ts'
import { useSay } from '../i18n.ts'
import { Digits } from './digits.tsx'

interface Props {
  value: string
  isWrong: boolean
  isOff?: boolean
  describedBy: string
  inputRef: RefObject<HTMLInputElement>
  onChange: (value: string) => void
}

/** The two digits that the phone shows: they prove that the phone and this screen belong to one person. */
export function NumberMatch({ value, isWrong, isOff, describedBy, inputRef, onChange }: Props) {
  const say = useSay()
  return (
    <div className="number-match">
      <div>
        <strong className="number-title">{say(scan.digits)}</strong>
        <p className="number-why">{say(scan.digitsWhy)}</p>
      </div>
      <Digits length={2} label={say(scan.digits)} {...{ value, isWrong, isOff, describedBy, inputRef, onChange }} />
    </div>
  )
}
