import type { IncomingMessage } from 'node:http'
import { WireError } from './answers.ts'
import type { Answer } from './answers.ts'
import type { World } from './world.ts'

export interface WireRequest {
  method: string
  path: string
  query: URLSearchParams
  body: string
  ip: string
}

export interface Route {
  method: 'GET' | 'POST'
  /** What WeChat says to the other method. */
  wrongMethod: number
  answer(world: World, request: WireRequest): Answer
}

export async function readRequest(request: IncomingMessage): Promise<WireRequest> {
  const url = new URL(request.url ?? '/', 'http://wire')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    body,
    ip: request.socket.remoteAddress ?? '',
  }
}

/** Stricter than WeChat, which ignores what it does not know: a misspelt parameter must not pass a test. */
export function checkQuery(request: WireRequest, allowed: readonly string[]) {
  const names = [...request.query.keys()]
  if (names.some((name) => !allowed.includes(name)) || new Set(names).size < names.length) throw new WireError(40097)
}

/** The JSON body, whatever the content type says; a form is a data format error. Unknown fields are refused, as above. */
export function jsonBody(request: WireRequest, allowed: readonly string[], malformed = 47001): Record<string, unknown> {
  if (!request.body) throw new WireError(44002)
  let value: unknown
  try {
    value = JSON.parse(request.body)
  } catch {
    throw new WireError(malformed)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new WireError(malformed)
  if (Object.keys(value).some((name) => !allowed.includes(name))) throw new WireError(47001)
  return value as Record<string, unknown>
}
