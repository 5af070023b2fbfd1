import type { Socket } from 'node:net'
import { limits } from '../../../shared/limits.ts'
import { Fault } from '../ask.ts'

/** Lines to and from a server, as long as they are asked for. */
export interface Wire {
  /** The next line, without its end. @throws Fault when none comes any more, or too much. */
  line(): Promise<string>
  send(bytes: string | Buffer): void
  /** Listens no longer. @throws Fault when something was written that nobody has asked for. */
  release(): void
}

const end = '\r\n'

/** Bytes are read as Latin-1: what is looked for is ASCII (RFC 9051 §9). */
export function wireOn(socket: Socket): Wire {
  let text = ''
  let size = 0
  let isOver = false
  let wake = () => {}
  const hear = (chunk: Buffer) => {
    size += chunk.length
    if (size > limits.imapAnswerBytes) socket.destroy()
    else text += chunk.toString('latin1')
    wake()
  }
  const stop = () => {
    isOver = true
    wake()
  }
  socket.on('data', hear).on('close', stop)
  return {
    async line() {
      for (;;) {
        const at = text.indexOf(end)
        if (at >= 0) {
          const line = text.slice(0, at)
          text = text.slice(at + end.length)
          return line
        }
        if (isOver || socket.destroyed) throw new Fault(size > limits.imapAnswerBytes ? 'answer' : 'closed')
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    send: (bytes) => void socket.write(bytes),
    release() {
      socket.off('data', hear).off('close', stop)
      // What stands behind the answer was written by whoever could: it must not be read as if it had come through TLS.
      if (text !== '') throw new Fault('answer')
    },
  }
}
