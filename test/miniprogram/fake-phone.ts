import type { Vault } from '../../miniprogram/src/session/session.ts'
import type { ErrorCode, ProblemBody } from '../../shared/errors.ts'
import { errors } from '../../shared/errors.ts'

export interface Asked {
  method: string
  path: string
  body: unknown
  token?: string
}

type Answer = { status: number; body: unknown }
/** `lost`: the server did it, the answer never came. */
export type Handler = (asked: Asked) => object | ProblemBody | 'lost' | Promise<object | 'lost'>

export const problem = (code: ErrorCode): ProblemBody => ({
  type: 'about:blank',
  code,
  status: errors[code],
  title: code,
  requestId: 'request-1',
})

const isProblem = (body: object): body is ProblemBody => 'code' in body && 'status' in body

/** Answers by 'METHOD /path'; remembers what was asked. */
export function fakeServer(handlers: Record<string, Handler>) {
  const asked: Asked[] = []
  const state = { isOffline: false }
  async function send(request: Asked): Promise<Answer> {
    if (state.isOffline) throw new Error('no network')
    asked.push(request)
    const handler = handlers[`${request.method} ${request.path}`]
    if (!handler) return { status: 404, body: problem('request.not-found') }
    const body = await handler(request)
    if (body === 'lost') throw new Error('no answer')
    return { status: isProblem(body) ? body.status : 200, body }
  }
  const times = (key: string) => asked.filter(({ method, path }) => `${method} ${path}` === key).length
  return { send, asked, times, handlers, setOffline: (isOffline: boolean) => void (state.isOffline = isOffline) }
}

/** Storage that outlives the run of a mini-program. */
export function fakeVault(): Vault & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    read: async <T>(key: string) => {
      const text = kept.get(key)
      return text === undefined ? undefined : (JSON.parse(text) as T)
    },
    write: async (key, value) => void kept.set(key, JSON.stringify(value)),
  }
}
