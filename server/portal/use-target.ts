import { useLayoutEffect, useRef, useState } from 'react'
import type { CallError } from '../../shared/client.ts'
import type { FactorKind } from '../../shared/factors.ts'
import type { Facts } from './facts.ts'
import type { Code } from './use-code.ts'
import type { Target } from './use-draft.ts'

/** 'empty' is found here, all else by the server. */
type TargetTrouble = CallError | 'empty'

/** What was wrong with the address or the number itself. */
function refusalOf({ unsent }: Facts, kind: FactorKind): CallError | undefined {
  const error = unsent[kind]
  return error && /^(address|number)\./.test(error.code) ? error : undefined
}

/** The field of a new address or number, and the message that proves it. */
export function useTarget(code: Code, facts: Facts, { target, change }: Target) {
  const inputRef = useRef<HTMLInputElement>(null)
  /** What the last message went to, as it was typed. */
  const [sentTo, setSentTo] = useState<string | null>(null)
  /** What the trouble is about: another text is another matter. */
  const [tried, setTried] = useState<string | null>(null)
  const refusal = refusalOf(facts, code.prompt.kind)
  const isTried = tried === target
  const trouble: TargetTrouble | null = !isTried ? null : target.trim() === '' ? 'empty' : (refusal ?? null)

  // What is to be corrected is selected, so that typing replaces it.
  useLayoutEffect(() => {
    if (!trouble) return
    inputRef.current?.focus()
    inputRef.current?.select()
  }, [trouble])

  const send = async () => {
    setTried(target)
    if (target.trim() === '' || code.action?.until) return
    const error = await code.send(target.trim())
    if (!error) setSentTo(target)
  }
  const isSent = code.isOpen && sentTo === target
  return { inputRef, target, change, trouble, send, isSent }
}

export type TargetField = ReturnType<typeof useTarget>
