import { Fragment } from 'react'
import { language, type Words } from '../i18n.ts'
import { useStore } from '../store.ts'

interface Props {
  of: Words
  values?: Record<string, string | number>
}

/** A sentence whose filled-in values are bold and never broken. */
export function Sentence({ of, values = {} }: Props) {
  const spoken = useStore(language)
  const parts = of[spoken].split(/\{(\w+)\}/)
  return parts.map((part, index) =>
    index % 2 === 0 ? (
      <Fragment key={index}>{part}</Fragment>
    ) : (
      <strong key={index} className="figure">
        {values[part]}
      </strong>
    ),
  )
}
