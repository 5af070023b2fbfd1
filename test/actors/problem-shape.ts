import { errors } from '../../shared/errors.ts'
import type { RawAnswer } from './raw.ts'

/** What is wrong with a failure's answer: nothing, if it is problem+json with a stable code, its own status, and no text of the request. */
export function problemFaults({ status, headers, text, code }: RawAnswer): string[] {
  if (code === undefined) return [`${status} is no problem+json: ${text.slice(0, 80)}`]
  const body = JSON.parse(text) as Record<string, unknown>
  const allowed = new Set(['type', 'code', 'status', 'title', 'requestId', 'retryAt', 'triesLeft', 'fields'])
  return [
    ...(code in errors && errors[code as keyof typeof errors] === status ? [] : [`${code} with status ${status}`]),
    ...(body.status === status && body.type === 'about:blank' ? [] : ['status or type of the body']),
    ...(body.requestId === headers.get('x-request-id') ? [] : ['request id']),
    ...Object.keys(body).filter((name) => !allowed.has(name)),
  ]
}
