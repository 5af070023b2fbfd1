import axios from 'axios'
import { createAgents } from './agents.ts'
import { Outage } from './errors.ts'

export interface Outgoing {
  method: 'GET' | 'POST'
  path: string
  query?: Record<string, string>
  /** Sent as JSON. */
  body?: object
  /** The longest answer read, in bytes after decompression. */
  maxBytes: number
}

/** One request, one answer: no retry, no redirect, no proxy. @throws Outage unless a whole 200 arrives before the signal. */
export type Send = (outgoing: Outgoing, signal: AbortSignal) => Promise<Buffer>

// An axios error carries the URL with the secret in it: only its bare code leaves this file.
function reasonOf(error: unknown) {
  if (axios.isCancel(error)) return 'no answer in time'
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : 'the request failed'
}

export function createSend(baseUrl: string): Send {
  const client = axios.create({
    baseURL: baseUrl,
    adapter: 'http',
    ...createAgents(),
    proxy: false,
    maxRedirects: 0,
    responseType: 'arraybuffer',
    validateStatus: () => true,
  })
  return async ({ method, path, query, body, maxBytes }, signal) => {
    const params = new URLSearchParams(query)
    const sent = client.request<Buffer>({ method, url: path, params, data: body, maxContentLength: maxBytes, signal })
    const { status, data } = await sent.catch((error: unknown) => {
      throw new Outage(path, reasonOf(error))
    })
    if (status !== 200) throw new Outage(path, `HTTP ${status}`)
    return data
  }
}
