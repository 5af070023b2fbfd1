import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { CallError } from '../../shared/client.ts'

/** 'incomplete' is found here, all else by the server. */
export type FieldTrouble = CallError | 'incomplete'

type Send = (value: string) => Promise<CallError | undefined>
const asTyped = (value: string) => value

/**
 * A typed code and what is wrong with it.
 * @param length how many characters a guess has
 * @param send resolves to what can be corrected
 * @param round another challenge, or another message with a code: each begins with an empty field
 * @param fold what counts of the characters that were typed
 */
export function useDigits(length: number, send: Send, round?: string, fold = asTyped) {
  const [value, setValue] = useState('')
  const [trouble, setTrouble] = useState<FieldTrouble | null>(null)
  const [isBusy, setBusy] = useState(false)
  const inputRef = useRef<HTMLInputElement>(null)

  // What is to be corrected is selected, so that typing replaces it.
  useLayoutEffect(() => {
    if (!trouble) return
    inputRef.current?.focus()
    inputRef.current?.select()
  }, [trouble])

  useEffect(() => {
    setValue('')
    setTrouble(null)
  }, [round])

  const isShort = fold(value).length < length
  const change = (next: string) => {
    if (isBusy) return
    setValue(next)
    setTrouble(null)
  }
  const submit = async () => {
    if (isBusy) return
    if (isShort) return setTrouble('incomplete')
    setBusy(true)
    const error = await send(fold(value))
    setBusy(false)
    if (error?.code === 'code.used') setValue('')
    setTrouble(error ?? null)
  }
  return { value, trouble, isBusy, isShort, inputRef, change, submit }
}

/** Until when no guess is taken, by the answer to the last guess or by the challenge; null when one may be made now. */
export function restOf(trouble: FieldTrouble | null, restsUntil: string | null, now: number): string | null {
  const answered = trouble instanceof CallError ? trouble.problem?.retryAt : undefined
  const until = answered ?? restsUntil
  return until && Date.parse(until) > now ? until : null
}
