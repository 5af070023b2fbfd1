// A typed call over any transport: fetch in the portal, wx.request on the phone. The contract is imported as types only, so no schema travels.
import type { Input, Key, Output, Params } from './api/contract.ts'
import type { ErrorCode, ProblemBody } from './errors.ts'

export interface Transport {
  /** Resolves for every HTTP status; rejects only when there was no answer. `body` is the parsed JSON or undefined. */
  (request: { method: string; path: string; body: unknown }): Promise<{ status: number; body: unknown }>
}

/** What a failed call throws. `offline` means no answer came: what was asked may or may not have happened. */
export class CallError extends Error {
  readonly code: ErrorCode | 'offline'
  readonly problem: ProblemBody | undefined
  constructor(code: ErrorCode | 'offline', problem?: ProblemBody) {
    super(code)
    this.name = 'CallError'
    this.code = code
    this.problem = problem
  }
}

type Arguments<K extends Key> = (Params<K> extends undefined ? { params?: undefined } : { params: Params<K> }) &
  (Input<K> extends undefined ? { input?: undefined } : { input: Input<K> })

type Rest<K extends Key> =
  Params<K> extends undefined ? (Input<K> extends undefined ? [] : [Arguments<K>]) : [Arguments<K>]

const isProblem = (body: unknown): body is ProblemBody => typeof body === 'object' && body !== null && 'code' in body

/** @returns call('POST /api/session', { input }) → the endpoint's output, or throws CallError. */
export function createClient(transport: Transport) {
  return async function call<K extends Key>(key: K, ...[given]: Rest<K>): Promise<Output<K>> {
    const [method = 'GET', template = '/'] = key.split(' ')
    const params = (given?.params ?? {}) as Record<string, string>
    const path = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    const body = method === 'GET' ? undefined : (given?.input ?? {})
    const answer = await transport({ method, path, body }).catch(() => {
      throw new CallError('offline')
    })
    if (answer.status >= 200 && answer.status < 300) return answer.body as Output<K>
    throw isProblem(answer.body) ? new CallError(answer.body.code, answer.body) : new CallError('internal')
  }
}
