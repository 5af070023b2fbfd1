import type { CodeFieldProps } from './digits.tsx'

/** The field of a code of letters, which is copied from paper: it stays as it is typed. */
export const Letters = ({ value, label, isWrong, isOff, describedBy, inputRef, onChange }: CodeFieldProps) => (
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
