import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

export interface SmsRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
}

export async function readSmsRequest(request: IncomingMessage): Promise<SmsRequest> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://wire')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { method = '', headers } = request
  return { method, path: pathname, query: searchParams, headers, body: Buffer.concat(chunks).toString('utf8') }
}

/** One header's text; empty when it is not there. */
export const headerOf = ({ headers }: SmsRequest, name: string): string => String(headers[name] ?? '')

/** A provider's refusal. `status`: what HTTP says beside it. */
export class SmsRefusal extends Error {
  constructor(
    readonly code: string,
    readonly text = code,
    readonly status = 200,
  ) {
    super(code)
  }
}
