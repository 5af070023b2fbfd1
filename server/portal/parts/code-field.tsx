import { factorNames } from '../../../shared/messages/portal.ts'
import { code as words } from '../../../shared/messages/portal-code.ts'
import { useSay } from '../i18n.ts'
import type { Code } from '../use-code.ts'
import type { FieldTrouble } from '../use-digits.ts'
import { Digits } from './digits.tsx'
import { Letters } from './letters.tsx'

/** Red is for what was typed, not for an outage. */
const isWrongInput = (trouble: FieldTrouble | null) =>
  trouble === 'incomplete' || (trouble !== null && /^(code\.|request\.invalid)/.test(trouble.code))

interface Props {
  code: Code
  describedBy: string
}

/** Where a code is typed: six cells, or one line for letters. */
export function CodeField({ code: { prompt, field, isOpen }, describedBy }: Props) {
  const say = useSay()
  const given = {
    value: isOpen ? field.value : '',
    isWrong: isOpen && isWrongInput(field.trouble),
    isOff: !isOpen,
    describedBy,
    inputRef: field.inputRef,
    onChange: field.change,
  }
  return prompt.format === 'digits' ? (
    <Digits length={6} label={say(words.label)} {...given} />
  ) : (
    <Letters label={say(factorNames[prompt.kind])} {...given} />
  )
}
