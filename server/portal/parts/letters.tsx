import type { RefObject } from 'react'

interface Props {
  value: string
  label: string
  isWrong?: boolean
  isOff?: boolean
  describedBy?: string
  inputRef: RefObject<HTMLInputElement>
  onChange: (value: string) => void
}

/** The field of a code of letters, which is copied from paper: it stays as it is typed. */
export const Letters = ({ value, label, isWrong, isOff, describedBy, inputRef, onChange }: Props) => (
  <input
    ref={inputRef}
    className="input letters"
    type="text"
    autoComplete="off"
    autoCapitalize="none"
    spellCheck={false}
    maxLength={64}
    aria-label={label}
    aria-invalid={isWrong || undefined}
    aria-describedby={describedBy}
    disabled={isOff}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
)
