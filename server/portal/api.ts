import { createClient, type Transport } from '../../shared/client.ts'
import { limits } from '../../shared/limits.ts'
import { clock } from './clock.ts'

const hasNow = (body: unknown): body is { now: string } =>
  typeof body === 'object' && body !== null && 'now' in body && typeof body.now === 'string'

const transport: Transport = async ({ method, path, body }) => {
  const answer = await fetch(path, {
    method,
    cache: 'no-store',
    signal: AbortSignal.timeout(limits.answerTimeout),
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const parsed: unknown = await answer.json().catch(() => undefined)
  if (hasNow(parsed)) clock.sync(parsed.now)
  return { status: answer.status, body: parsed }
}

/** Typed call of our own API; throws CallError. */
export const call = createClient(transport)
export type Call = typeof call
