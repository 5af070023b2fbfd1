import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

export interface Scripted {
  port: number
  /** Everything that was said to it. */
  heard(): string
  stop(): Promise<void>
}

/** A server that says what a test wants. @param hear is told each piece of what a client says, and first nothing. */
export async function startScripted(hear: (socket: Socket, bytes: Buffer) => void): Promise<Scripted> {
  const sockets: Socket[] = []
  const heard: Buffer[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    hear(socket, Buffer.alloc(0))
    socket
      .on('error', () => undefined)
      .on('data', (bytes) => {
        heard.push(bytes)
        hear(socket, bytes)
      })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => Buffer.concat(heard).toString('latin1'),
    async stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

/**
 * An IMAP server that greets, and answers each command by its name; what it has no answer for is OK. `@` stands for the command's tag; a line that is no
 * command is answered as `more`, and belongs to the command before.
 */
export function startScriptedImap(answers: Readonly<Record<string, string>>): Promise<Scripted> {
  const { greeting = '* OK ready', ...others } = answers
  let present = ''
  return startScripted((socket, bytes) => {
    if (bytes.length === 0) return void socket.write(`${greeting}\r\n`)
    for (const line of bytes.toString('latin1').split('\r\n').filter(Boolean)) {
      const [, tag, name = 'more'] = /^(a\d+) (\S+)/.exec(line) ?? []
      present = tag ?? present
      socket.write(`${(others[name.toUpperCase()] ?? others[name] ?? '@ OK done').replaceAll('@', present)}\r\n`)
    }
  })
}
