import { request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'

export interface Onward {
  /** Where the request goes, `http://127.0.0.1:8080`. */
  origin: string
  path: string
  headers: OutgoingHttpHeaders
  /** Is shown an answer in JSON once it has passed. */
  see?: (body: unknown, answer: IncomingMessage) => void
}

/** Hands a request on and its answer back, byte for byte and as it comes: an answer that never ends (server-sent events) is not held up. */
export function forward(from: IncomingMessage, to: ServerResponse, { origin, path, headers, see }: Onward): void {
  const onward = request(`${origin}${path}`, { method: from.method, headers }, (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(to)
    if (see) read(answer, see)
  })
  onward.on('error', () => {
    if (!to.headersSent) to.writeHead(502)
    to.end()
  })
  // Who asked is gone: whoever answers is told.
  to.on('close', () => onward.destroy())
  from.pipe(onward)
}

function read(answer: IncomingMessage, see: NonNullable<Onward['see']>): void {
  if (!/^application\/json\b/.test(answer.headers['content-type'] ?? '')) return
  const chunks: Buffer[] = []
  answer.on('data', (chunk: Buffer) => chunks.push(chunk))
  answer.on('end', () => {
    try {
      see(JSON.parse(Buffer.concat(chunks).toString('utf8')), answer)
    } catch {
      // Not JSON after all: nothing to see.
    }
  })
}
