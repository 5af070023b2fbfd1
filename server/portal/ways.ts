import { factors } from '../../shared/factors.ts'
import { ways } from '../../shared/messages/portal.ts'
import type { Challenge, CodePrompt, Prompt, ScanPrompt } from './answers.ts'
import type { Words } from './i18n.ts'

interface WayWords {
  tab: Words
  title: Words
}

type ByKind<W> = Partial<Record<Prompt['kind'], W>>
const scans: ByKind<WayWords & { steps: Words[] }> = ways.scan
/** A code that is sent has no sentence of its own: it says where to. */
const codes: ByKind<WayWords & { sentence?: Words }> = ways.code

export const scanWords = (prompt: ScanPrompt) => scans[prompt.kind]
export const codeWords = (prompt: CodePrompt) => codes[prompt.kind]

/** The words of a way to answer, looked up by shape and kind. A way that this page has no words for is not offered. */
export function wordsOf(prompt: Prompt): WayWords | undefined {
  if (prompt.shape === 'scan') return scanWords(prompt)
  return prompt.shape === 'code' ? codeWords(prompt) : undefined
}

const place = { scan: Object.keys(scans), code: Object.keys(codes) }
const placeOf = ({ shape, kind }: Prompt) =>
  shape === 'scan' ? place.scan.indexOf(kind) : place.scan.length + place.code.indexOf(kind)

/** The ways that this page can show, in the order of their words, so that the buttons keep their places. */
export const waysOf = (challenge: Challenge | null): Prompt[] =>
  (challenge?.prompts ?? []).filter(wordsOf).sort((one, other) => placeOf(one) - placeOf(other))

/** A method that people bind; the others are the way out when none of them is at hand. */
export const isMethod = ({ kind }: Prompt): boolean => factors[kind].isMethod

const sentAt = (prompt: Prompt) => (prompt.shape === 'code' && prompt.sent ? Date.parse(prompt.sent.at) : 0)

/**
 * The way that is open before anybody chose one: where a code is awaited already (a reload), else the binding that is to change, else the scan,
 * else what the server lists first. A phone cannot scan its own screen: there the code of the same kind stands in for the scan.
 */
export function firstWay(challenge: Challenge, isPhone: boolean): Prompt | undefined {
  const all = challenge.prompts.filter(wordsOf)
  const awaited = all.filter(sentAt).sort((one, other) => sentAt(other) - sentAt(one))[0]
  if (awaited) return awaited
  const own = all.filter(({ kind }) => kind === challenge.target)
  const prompts = own.length > 0 ? own : all
  const scan = prompts.find(({ shape }) => shape === 'scan')
  const typed = prompts.find(({ shape, kind }) => shape === 'code' && kind === scan?.kind)
  return (isPhone && typed) || scan || prompts.find(isMethod) || prompts[0]
}
