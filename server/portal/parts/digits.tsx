import { useEffect, useState, type ClipboardEvent, type RefObject } from 'react'
import { foldDigits } from '../typed-code.ts'

export interface CodeFieldProps {
  value: string
  label: string
  isWrong?: boolean
  isOff?: boolean
  describedBy?: string
  inputRef: RefObject<HTMLInputElement>
  onChange: (value: string) => void
}

interface Props extends CodeFieldProps {
  length: 2 | 6
}

interface Range {
  from: number
  to: number
}

/** One input over as many cells as digits: the cells only show what the input holds, its caret and its selection. */
export function Digits({ length, value, label, isWrong, isOff, describedBy, inputRef, onChange }: Props) {
  const range = useSelection(inputRef, value)
  const paste = (event: ClipboardEvent) => {
    event.preventDefault()
    onChange(foldDigits(event.clipboardData.getData('text'), length))
  }
  const caret = range && range.from === range.to ? Math.min(range.from, length - 1) : -1
  const isSelected = (cell: number) => range !== null && cell >= range.from && cell < range.to
  return (
    <div className={`digits digits-${length} ${isWrong ? 'is-wrong' : ''} ${isOff ? 'is-off' : ''}`}>
      {Array.from({ length }, (_, cell) => (
        <span
          key={cell}
          className={`cell ${cell === caret ? 'is-active' : ''} ${isSelected(cell) ? 'is-selected' : ''}`}
          aria-hidden="true"
        >
          {value[cell] ?? (cell === caret && <i className="caret" />)}
        </span>
      ))}
      <input
        ref={inputRef}
        className="digits-input"
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={length}
        aria-label={label}
        aria-invalid={isWrong || undefined}
        aria-describedby={describedBy}
        disabled={isOff}
        value={value}
        onChange={(event) => onChange(foldDigits(event.currentTarget.value, length))}
        onPaste={paste}
      />
    </div>
  )
}

/** Caret and selection of the focused field, however they came to be; null without focus. */
function useSelection(ref: RefObject<HTMLInputElement>, value: string): Range | null {
  const [range, setRange] = useState<Range | null>(null)
  useEffect(() => {
    const read = () => {
      const input = ref.current
      const isHere = input !== null && document.activeElement === input
      setRange(isHere ? { from: input.selectionStart ?? 0, to: input.selectionEnd ?? 0 } : null)
    }
    read()
    const events = ['selectionchange', 'focusin', 'focusout'] as const
    for (const event of events) document.addEventListener(event, read)
    return () => {
      for (const event of events) document.removeEventListener(event, read)
    }
  }, [ref, value])
  return range
}
