import { useEffect, useRef } from 'react'
import type { CallError } from '../../shared/client.ts'
import type { CodePrompt } from './answers.ts'
import { codeLine, codeState, isOpen, isSentByItself, sendAction, type CodeFacts } from './code-view.ts'
import type { Facts } from './facts.ts'
import { scanView } from './scan-view.ts'
import { foldLetters } from './typed-code.ts'
import { useDigits } from './use-digits.ts'
import type { Verification } from './verification.ts'

/** Everything about one prompt for a typed code, for a page or a dialog to show. */
export type Code = ReturnType<typeof useCode>

/**
 * One prompt for a typed code: its state, its field, its message. Opening it sends what is sent by itself.
 * @param now milliseconds of the server's clock, anew each second
 */
export function useCode(desk: Verification, facts: Facts, prompt: CodePrompt, now: number) {
  const { kind, format, sent } = prompt
  const fold = (typed: string) => (format === 'digits' ? typed : foldLetters(typed))
  const least = format === 'digits' ? 6 : 1
  const field = useDigits(least, (typed) => desk.answer(kind, fold(typed)), `${facts.challenge?.id} ${sent?.at}`)
  const given: CodeFacts = {
    prompt,
    trouble: field.trouble,
    unsent: facts.unsent[kind],
    isSending: facts.sending.includes(kind),
    isOver: scanView(facts, now) === 'over',
    problem: facts.problem,
    now,
  }
  const state = codeState(given)
  const isDue = isSentByItself(given)
  useEffect(() => {
    if (isDue) void desk.send(kind)
  }, [desk, kind, isDue])

  const isAsked = useRef(false)
  const { inputRef } = field
  // Whoever pressed the button goes on with the field.
  useEffect(() => {
    if (isAsked.current) inputRef.current?.focus()
    isAsked.current = false
  }, [sent?.at, inputRef])
  /** @param target where to, for a new binding. */
  const send = (target?: string): Promise<CallError | undefined> => {
    isAsked.current = true
    return desk.send(kind, target)
  }
  return {
    prompt,
    state,
    field,
    now,
    isOpen: isOpen(state),
    /** Something is still missing; trying says what. */
    isFaint: isOpen(state) && !field.trouble && field.value.length < least,
    isSending: given.isSending,
    action: sendAction(state, given),
    line: field.isBusy ? null : codeLine(state, given),
    send,
  }
}
