import { call } from './api.ts'
import { asCallError, type Facts } from './facts.ts'

/** Tells the server that a bind or unbind is not wanted any more. Without an answer it ends by itself (limits.challengeLife). */
export function giveUp({ challenge, isReplaced }: Facts): void {
  if (challenge && !isReplaced) call('DELETE /api/challenge').catch(asCallError)
}
