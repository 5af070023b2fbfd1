import type { RefObject } from 'react'
import { signIn } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'

interface Props {
  innerRef: RefObject<HTMLInputElement>
  isWrong: boolean
  describedBy: string
}

export function AddressField({ innerRef, isWrong, describedBy }: Props) {
  const say = useSay()
  return (
    <div className="field">
      <label className="field-label" htmlFor="address">
        {say(signIn.address)}
      </label>
      <input
        ref={innerRef}
        id="address"
        className="input"
        type="email"
        name="address"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={isWrong || undefined}
        aria-describedby={describedBy}
      />
    </div>
  )
}
