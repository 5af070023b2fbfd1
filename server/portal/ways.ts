import { ways } from '../../shared/messages/portal.ts'
import type { CodePrompt, Prompt, ScanPrompt } from './answers.ts'
import type { Words } from './i18n.ts'

interface WayWords {
  tab: Words
  title: Words
}

type ByKind<W> = Partial<Record<Prompt['kind'], W>>
const scans: ByKind<WayWords & { steps: Words[] }> = ways.scan
const codes: ByKind<WayWords & { sentence: Words }> = ways.code

export const scanWords = (prompt: ScanPrompt) => scans[prompt.kind]
export const codeWords = (prompt: CodePrompt) => codes[prompt.kind]

/** The words of a way to answer, looked up by shape and kind. A way that this page has no words for is not offered. */
export const wordsOf = (prompt: Prompt): WayWords | undefined =>
  prompt.shape === 'scan' ? scanWords(prompt) : codeWords(prompt)
export const isKnown = (prompt: Prompt): boolean => wordsOf(prompt) !== undefined
export const isSame = (one: Prompt, other: Prompt): boolean => one.shape === other.shape && one.kind === other.kind
