import type { IncomingMessage } from 'node:http'
import { Problem } from '../core/problem.ts'
import { limits } from '../../shared/limits.ts'

// Our own thirty lines, because the usual parsers turn broken UTF-8 into replacement characters, and a password must not be changed in silence.
async function read(request: IncomingMessage): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > limits.bodyBytes) throw new Problem('request.too-large')
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limits.bodyBytes) throw new Problem('request.too-large')
      chunks.push(chunk)
    }
  } catch (error) {
    // The client went away in the middle; nobody will read the answer.
    throw error instanceof Problem ? error : new Problem('request.invalid')
  }
  return Buffer.concat(chunks)
}

const isJson = (type: string | undefined) => /^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(type ?? '')

/** The JSON body of a request, strictly UTF-8. @throws Problem('request.media-type' | 'request.too-large' | 'request.invalid'). */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  if (!isJson(request.headers['content-type']) || request.headers['content-encoding'])
    throw new Problem('request.media-type')
  const bytes = await read(request)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem('request.invalid')
  }
}
