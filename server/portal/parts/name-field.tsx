import type { RefObject } from 'react'
import { limits } from '../../../shared/limits.ts'
import { appPasswords, generateForm } from '../../../shared/messages/portal-app-passwords.ts'
import { useSay } from '../i18n.ts'

interface Props {
  value: string
  isWrong: boolean
  innerRef: RefObject<HTMLInputElement>
  onChange: (value: string) => void
}

/** What an app password is called. */
export function NameField({ value, isWrong, innerRef, onChange }: Props) {
  const say = useSay()
  return (
    <div className="field">
      <label className="field-label" htmlFor="password-name">
        {say(appPasswords.name)}
      </label>
      <input
        ref={innerRef}
        id="password-name"
        className="input"
        autoComplete="off"
        maxLength={limits.appPasswordName}
        placeholder={say(generateForm.hint)}
        value={value}
        aria-invalid={isWrong || undefined}
        aria-describedby="generate-line"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
}
