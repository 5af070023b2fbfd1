import { Eye, EyeOff } from 'lucide-react'
import { useState, type RefObject } from 'react'
import { signIn } from '../../../shared/messages/portal.ts'
import { useSay } from '../i18n.ts'
import { Glyph } from './glyph.tsx'

interface Props {
  innerRef: RefObject<HTMLInputElement>
  isWrong: boolean
  describedBy: string
}

export function PasswordField({ innerRef, isWrong, describedBy }: Props) {
  const say = useSay()
  const [isShown, show] = useState(false)
  return (
    <div className="field">
      <label className="field-label" htmlFor="password">
        {say(signIn.password)}
      </label>
      <span className="input-with-button">
        <input
          ref={innerRef}
          id="password"
          className="input"
          type={isShown ? 'text' : 'password'}
          name="password"
          autoComplete="current-password"
          aria-invalid={isWrong || undefined}
          aria-describedby={describedBy}
        />
        <button
          type="button"
          className="input-button"
          aria-label={say(isShown ? signIn.hide : signIn.show)}
          onClick={() => show(!isShown)}
        >
          <Glyph of={isShown ? EyeOff : Eye} size={20} />
        </button>
      </span>
    </div>
  )
}
