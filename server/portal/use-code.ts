import { useEffect, useRef, type RefObject } from 'react'
import type { CallError } from '../../shared/client.ts'
import { limits } from '../../shared/limits.ts'
import type { CodePrompt } from './answers.ts'
import { codeLine, codeState, isOpen, isSentByItself, sendAction, type CodeFacts } from './code-view.ts'
import type { Facts } from './facts.ts'
import { scanView } from './scan-view.ts'
import { foldLetters } from './typed-code.ts'
import { useDigits } from './use-digits.ts'
import type { Verification } from './verification.ts'

const formats = {
  digits: { length: limits.codeDigits, fold: (typed: string) => typed },
  // Base32: five bits a letter.
  letters: { length: (limits.recoveryBytes * 8) / 5, fold: foldLetters },
}

/** Everything about one prompt for a typed code, for a page or a dialog to show. */
export type Code = ReturnType<typeof useCode>

/**
 * One prompt for a typed code: its state, its field, its message. Opening it sends what is sent by itself.
 * @param now milliseconds of the server's clock, anew each second
 */
export function useCode(desk: Verification, facts: Facts, prompt: CodePrompt, now: number) {
  const { kind, format, sent } = prompt
  const { length, fold } = formats[format]
  const field = useDigits(length, (typed) => desk.answer(kind, typed), `${facts.challenge?.id} ${sent?.at}`, fold)
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
  const send = useSending(desk, prompt, isSentByItself(given), field.inputRef)
  return {
    prompt,
    state,
    field,
    now,
    isOpen: isOpen(state),
    /** Something is still missing; trying says what. */
    isFaint: isOpen(state) && !field.trouble && field.isShort,
    isSending: given.isSending,
    action: sendAction(state, given),
    line: field.isBusy ? null : codeLine(state, given),
    send,
  }
}

/** @param isDue the message goes out without a click. @returns what the click does; whoever clicked goes on with the field. */
function useSending(
  desk: Verification,
  { kind, sent }: CodePrompt,
  isDue: boolean,
  field: RefObject<HTMLInputElement>,
) {
  const isAsked = useRef(false)
  useEffect(() => {
    if (isDue) void desk.send(kind)
  }, [desk, kind, isDue])
  useEffect(() => {
    if (isAsked.current) field.current?.focus()
    isAsked.current = false
  }, [sent?.at, field])
  /** @param target where to, for a new binding. @returns why nothing was sent. */
  return (target?: string): Promise<CallError | undefined> => {
    isAsked.current = true
    return desk.send(kind, target)
  }
}
