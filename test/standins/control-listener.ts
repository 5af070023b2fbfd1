import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  method: string
  /** Without /__ctl. */
  path: string
  query: URLSearchParams
  // Only our own client and the demo write here: a wrong shape ends as a 400 or as a failing test.
  body: Record<string, unknown>
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  // A web page cannot send this content type to another origin without asking, and nobody here answers such a question.
  if (request.method === 'POST' && request.headers['content-type'] !== 'application/json') throw new Error('send JSON')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text ? (JSON.parse(text) as Record<string, unknown>) : {}
}

async function read(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://control')
  const path = pathname.replace(/^\/__ctl/, '')
  return { method: request.method ?? '', path, query: searchParams, body: await readJson(request) }
}

/** The test's side of a stand-in: what is not obeyed is a 400 with the reason. Loopback only, no CORS. */
export function createControlListener(obey: (asked: Asked) => unknown): Server {
  return createServer((request, response) => {
    read(request)
      .then(obey)
      .then(
        (value) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value)),
        (error: unknown) =>
          response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: String(error) })),
      )
  })
}

/** @param port a free one when 0. @returns its address. */
export const listen = (server: Server, port: number) =>
  new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })

export const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
