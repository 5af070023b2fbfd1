import { useId } from 'react'

interface Props<T extends string> {
  type: 'checkbox' | 'radio'
  legend: string
  options: readonly { value: T; label: string }[]
  chosen: readonly T[]
  onChoose: (value: T, isChosen: boolean) => void
}

/** A row of check-boxes or radio buttons under one name. */
export function Choices<T extends string>({ type, legend, options, chosen, onChoose }: Props<T>) {
  const name = useId()
  return (
    <fieldset className="choices">
      <legend className="field-label">{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value} className="choice">
          <input
            className={type === 'radio' ? 'check check-round' : 'check'}
            {...{ type, name, value }}
            checked={chosen.includes(value)}
            onChange={(event) => onChoose(value, event.currentTarget.checked)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
