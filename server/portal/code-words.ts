import { carriers, code as words, notReceived, sending } from '../../shared/messages/portal-code.ts'
import { CallError } from '../../shared/client.ts'
import type { Prompt } from './answers.ts'
import type { Words } from './i18n.ts'
import type { Code } from './use-code.ts'
import { codeWords } from './ways.ts'

interface Carrier {
  failed: Words
  limit: Words
  tomorrow: Words
  look: Words
}

const byKind: Partial<Record<Prompt['kind'], Carrier>> = carriers

/** How a message of this kind is spoken of. */
export const carrierOf = (kind: Prompt['kind']): Carrier => byKind[kind] ?? carriers.email

const isUsed = ({ trouble }: Code['field']) => trouble instanceof CallError && trouble.code === 'code.used'

/** The line above the field: where the code comes from, or what else can be done. {mask} and {product} are the caller's. */
export function leadOf({ prompt, state, field, isSending }: Code): Words | undefined {
  const { kind, sent } = prompt
  if (state === 'locked') return words.lockedLead
  if (state === 'disabled') return words.disabledLead
  if (state === 'failed') return carrierOf(kind).failed
  if (state === 'limit') return carrierOf(kind).limit
  if (state === 'unsent') return sending.toSend
  if (state === 'expired') return sending.sent
  if (state === 'sending' || state === 'sent') return isSending || sent?.state !== 'sent' ? sending.busy : sending.sent
  return isUsed(field) ? words.usedLead : codeWords(prompt)?.sentence
}

/** What became of the last message. {time} is the caller's. */
export const fateOf = (sent: NonNullable<Code['prompt']['sent']>): Words => notReceived.state[sent.state]
