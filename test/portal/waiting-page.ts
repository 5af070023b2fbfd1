import { jest } from '@jest/globals'
import type { Challenge, ChallengeNews, Session } from '../../server/portal/answers.ts'
import type { Call } from '../../server/portal/api.ts'
import type { Hearer } from '../../server/portal/news.ts'
import { Verification } from '../../server/portal/verification.ts'
import { CallError } from '../../shared/client.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { challengeWith, sessionWith, start } from './samples.ts'

/** What the server says; a code or an error is a failure. */
type Answer = Challenge | Session | ErrorCode | 'offline' | CallError | Promise<Challenge>

/** A page and a server that answers what it is told; each answer is used once, the last one for good. */
export function openPage(answers: Record<string, Answer[]> = {}) {
  const asked: string[] = []
  const hearers: Hearer[] = []
  const inputs: unknown[] = []
  const call = async (key: string, given?: { input?: unknown }) => {
    asked.push(key)
    inputs.push(given?.input)
    const queue = answers[key] ?? []
    const answer = await (queue.length > 1 ? queue.shift() : queue[0])
    if (answer === undefined) throw new Error(`nobody expected ${key}`)
    if (typeof answer === 'string') throw new CallError(answer)
    if (answer instanceof CallError) throw answer
    return answer
  }
  const outcome = { done: jest.fn<(session: Session) => void>(), ended: jest.fn() }
  const listen = (hearer: Hearer) => {
    hearers.push(hearer)
    return { stop: () => undefined }
  }
  const page = new Verification(outcome, { call: call as unknown as Call, listen, now: () => start })
  const hear = async (part: Partial<ChallengeNews>) => {
    const { prompts: _, ...state } = challengeWith(part)
    hearers.at(-1)!.news(state)
    await settled()
  }
  return { page, asked, inputs, hearers, outcome, hear, facts: () => page.facts.get() }
}

export const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
export const signedIn = sessionWith({ state: 'signed-in', aal: 2 })
