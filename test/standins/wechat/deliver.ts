import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './answers.ts'
import { faultOf } from './faults.ts'
import type { Fault } from './faults.ts'

const dripEveryMs = 100

async function drip(response: ServerResponse, body: Buffer, bytesPerSecond: number) {
  const size = Math.max(1, Math.round((bytesPerSecond * dripEveryMs) / 1_000))
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    response.write(body.subarray(at, at + size))
    await sleep(dripEveryMs, undefined, { ref: false })
  }
  response.end()
}

// In one packet with the first, so that it cannot be taken for the next request's answer by accident of timing.
function sendTwice(response: ServerResponse, { status, type, body }: Answer) {
  const { socket } = response
  const head = `HTTP/1.1 ${status} Again\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`
  socket?.cork()
  response.end(body)
  socket?.write(Buffer.concat([Buffer.from(head), body]))
  socket?.uncork()
}

/** Writes the answer, or does to it what the faults say. */
export async function deliver(response: ServerResponse, answer: Answer, faults: readonly Fault[]) {
  const delay = faultOf(faults, 'delay')
  if (delay) await sleep(delay.ms, undefined, { ref: false })
  if (faultOf(faults, 'hang') || response.destroyed) return
  const { status, type, headers, body } = answer
  response.writeHead(status, { 'content-type': type, 'content-length': body.length, ...headers })
  if (faultOf(faults, 'resetBeforeBody')) {
    response.flushHeaders()
    response.socket?.resetAndDestroy()
    return
  }
  const slow = faultOf(faults, 'slowBody')
  if (slow) return drip(response, body, slow.bytesPerSecond)
  if (faultOf(faults, 'duplicateAnswer')) return sendTwice(response, answer)
  response.end(body)
}
