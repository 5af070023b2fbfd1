import { CallError } from '../../shared/client.ts'
import { limits } from '../../shared/limits.ts'
import { factors } from '../../shared/factors.ts'
import type { CodePrompt } from './answers.ts'
import { restOf, type FieldTrouble } from './use-digits.ts'

/** What decides how the field of a typed code looks. */
export interface CodeFacts {
  prompt: CodePrompt
  /** What is wrong with the last guess. */
  trouble: FieldTrouble | null
  /** Why the last attempt to send came to nothing. */
  unsent: CallError | undefined
  isSending: boolean
  /** The life of the challenge is over. */
  isOver: boolean
  /** Why the challenge cannot go on. */
  problem: CallError | null
  /** Milliseconds of the server's clock. */
  now: number
}

/** ready: a code that is read from a device or from paper. The next five are about a code that travels; in the rest no guess is taken. */
export type CodeState =
  'ready' | 'unsent' | 'sending' | 'sent' | 'expired' | 'failed' | 'limit' | 'locked' | 'disabled' | 'over'

/** The words of the button beside the field, and until when it waits (ISO). */
export interface SendAction {
  word: 'send' | 'again' | 'retry'
  until: string | null
  /** It is the next thing to do. */
  isNext: boolean
}

/** The line below the field. */
export type CodeLine =
  | { what: 'locked' | 'wait'; until: string }
  | { what: 'valid' | 'incomplete' | 'retry' | 'tomorrow' }
  | { what: 'problem'; error: CallError }

const open: readonly CodeState[] = ['ready', 'sent']
const closed: readonly CodeState[] = ['ready', 'limit', 'locked', 'disabled', 'over']

/** A guess may be typed. */
export const isOpen = (state: CodeState): boolean => open.includes(state)

const codeOf = (trouble: FieldTrouble | null | undefined) => (trouble instanceof CallError ? trouble.code : undefined)
const later = (one: string | undefined, other: string | undefined, now: number): string | null => {
  const times = [one, other].filter((iso) => iso !== undefined && Date.parse(iso) > now).sort()
  return times.at(-1) ?? null
}

/** No more messages today. A shorter wait is counted down instead. */
function isForToday(unsent: CallError | undefined, now: number): boolean {
  if (unsent?.code !== 'send.limit') return false
  const retryAt = unsent.problem?.retryAt
  return retryAt === undefined || Date.parse(retryAt) - now > limits.waitShown
}

export function codeState(facts: CodeFacts): CodeState {
  const { prompt, trouble, now } = facts
  if (facts.isOver) return 'over'
  if (restOf(trouble, prompt.restsUntil, now)) return 'locked'
  if (codeOf(trouble) === 'method.known-only') return 'disabled'
  return factors[prompt.kind].send === 'never' ? 'ready' : deliveryState(facts)
}

function deliveryState({ prompt: { sent }, trouble, unsent, isSending, now }: CodeFacts): CodeState {
  const told = codeOf(trouble)
  const isDead = told === 'code.expired' || told === 'code.none'
  if (sent && sent.state !== 'failed' && Date.parse(sent.until) > now && !isDead) return 'sent'
  if (isSending) return 'sending'
  if (isForToday(unsent, now)) return 'limit'
  if (!sent || told === 'code.none') return 'unsent'
  return sent.state === 'failed' ? 'failed' : 'expired'
}

export function sendAction(state: CodeState, { prompt: { sent }, unsent, now }: CodeFacts): SendAction | null {
  if (closed.includes(state) || isForToday(unsent, now)) return null
  const until = later(sent?.resendAt, unsent?.problem?.retryAt, now)
  const word = state === 'failed' ? 'retry' : sent || until ? 'again' : 'send'
  return { word, until, isNext: !until && (state === 'unsent' || state === 'expired') }
}

/** What a change of factors may meet when it is made. What stops a QR stops no code. */
const isOfChange = ({ code }: CallError) => /^(account|binding|factor)\./.test(code)
/** What belongs to the field of an address or a number is told there. */
const isTargets = ({ code }: CallError) => /^(address|number)\./.test(code)

function unsentLine(unsent: CallError | undefined, now: number): CodeLine | null {
  const retryAt = unsent?.problem?.retryAt
  if (!unsent || isTargets(unsent)) return null
  if (isForToday(unsent, now)) return { what: 'tomorrow' }
  if (!retryAt) return { what: 'problem', error: unsent }
  return Date.parse(retryAt) > now ? { what: 'wait', until: retryAt } : null
}

function troubleLine(trouble: FieldTrouble | null): CodeLine | null {
  if (trouble === 'incomplete') return { what: 'incomplete' }
  // A wait that is over is no trouble any more.
  return trouble && !trouble.problem?.retryAt ? { what: 'problem', error: trouble } : null
}

export function codeLine(state: CodeState, facts: CodeFacts): CodeLine | null {
  const { prompt, trouble, problem, now } = facts
  if (state === 'over') return { what: 'problem', error: new CallError('challenge.expired') }
  if (state === 'locked') return { what: 'locked', until: restOf(trouble, prompt.restsUntil, now)! }
  if (problem && isOfChange(problem)) return { what: 'problem', error: problem }
  const guess = troubleLine(trouble)
  const message = unsentLine(facts.unsent, now)
  if (isOpen(state)) return guess ?? message ?? (state === 'sent' ? { what: 'valid' } : null)
  if (state === 'failed') return message ?? { what: 'retry' }
  if (state === 'expired') return message ?? { what: 'problem', error: new CallError('code.expired') }
  return state === 'sending' ? null : (message ?? guess)
}

/** Without a click, once: a message that goes out when its page opens. A new binding has nowhere to send it yet. */
export const isSentByItself = ({ prompt, unsent, isSending, isOver }: CodeFacts): boolean =>
  factors[prompt.kind].send === 'on-open' &&
  prompt.sentTo !== null &&
  prompt.sent === null &&
  !unsent &&
  !isSending &&
  !isOver
