import type { CallError } from '../../shared/client.ts'
import type { FactorKind } from '../../shared/factors.ts'
import type { Challenge, CodePrompt, Prompt, ScanPrompt, SecretPrompt } from './answers.ts'

export const isSame = (one: Prompt, other: Prompt): boolean => one.shape === other.shape && one.kind === other.kind

export const scanPromptOf = (challenge: Challenge | null): ScanPrompt | undefined =>
  challenge?.prompts.find((prompt) => prompt.shape === 'scan')

export const secretPromptOf = (challenge: Challenge | null): SecretPrompt | undefined =>
  challenge?.prompts.find((prompt) => prompt.shape === 'secret')

export const codePromptOf = (challenge: Challenge | null, kind: FactorKind): CodePrompt | undefined =>
  challenge?.prompts.find((prompt) => prompt.shape === 'code' && prompt.kind === kind) as CodePrompt | undefined

/** The challenge with what a refused guess told of its method: the guesses left, or how long it rests. */
export function afterGuess(challenge: Challenge, kind: FactorKind, { code, problem }: CallError): Challenge {
  const learnt = {
    ...(code === 'code.wrong' && problem?.triesLeft !== undefined && { triesLeft: problem.triesLeft }),
    ...(code === 'throttle.wait' && problem?.retryAt && { triesLeft: 0, restsUntil: problem.retryAt }),
  }
  const prompts = challenge.prompts.map((prompt) =>
    prompt.shape === 'code' && prompt.kind === kind ? { ...prompt, ...learnt } : prompt,
  )
  return { ...challenge, prompts }
}
