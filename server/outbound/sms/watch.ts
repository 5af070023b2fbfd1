import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import { TLSSocket } from 'node:tls'
import { limits } from '../../../shared/limits.ts'

/**
 * What the sockets say of a request, whatever an SDK makes of it: Aliyun's loses the status of an answer that is no JSON, Tencent's
 * loses the error's code.
 */
export interface Seen {
  /** `no`: the connection (TLS included) never stood, so that nothing was sent. */
  reached: 'yes' | 'no' | 'not known'
  status?: number
  /** A system's or TLS's error code: ECONNREFUSED. */
  code?: string
}

interface Watch {
  seen: Seen
  signal: AbortSignal
  /** The answer will not be whole. Tencent's SDK waits for it for ever. */
  cut(): void
}

const watches = new AsyncLocalStorage<Watch>()

// The one place where Node tells of requests that others make; Node's documentation: Diagnostics Channel, built-in channels, HTTP.
subscribe('http.client.request.start', (message) => {
  const watch = watches.getStore()
  if (watch) observe((message as { request: ClientRequest }).request, watch)
})

function observe(request: ClientRequest, { seen, signal, cut }: Watch): void {
  const { socket } = request
  if (!socket?.connecting) seen.reached = 'yes'
  else if (seen.reached === 'not known') {
    seen.reached = 'no'
    socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => (seen.reached = 'yes'))
  }
  request.once('response', (response) => {
    seen.status = response.statusCode
    response.once('close', () => !response.complete && cut())
  })
  request.on('error', ({ code }: NodeJS.ErrnoException) => (seen.code ??= code))
  const late = () => seen.reached === 'no' && request.destroy(timedOut('CONNECT_TIMEOUT'))
  const timer = setTimeout(late, limits.smsConnectTimeout)
  const stop = () => request.destroy(timedOut('TIMEOUT'))
  signal.addEventListener('abort', stop)
  request.once('close', () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  })
}

const timedOut = (code: string) => Object.assign(new Error('timed out'), { code })

/**
 * Runs `work`; its requests are seen, given up when they do not connect in `smsConnectTimeout`, and ended by the signal. The result rejects when
 * its answer breaks off.
 */
export function watchRequests<T>(signal: AbortSignal, work: () => Promise<T>): { seen: Seen; result: Promise<T> } {
  const seen: Seen = { reached: 'not known' }
  const result = new Promise<T>((resolve, reject) => {
    const cut = () => reject(new Error('the answer broke off'))
    watches.run({ seen, signal, cut }, work).then(resolve, reject)
  })
  return { seen, result }
}
