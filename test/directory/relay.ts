import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Relay {
  port: number
  /** How many have connected. */
  visits(): number
  /** Everything that was sent to the server. */
  sent(): Buffer
  /** Every connection is closed. */
  cut(): void
  /** From now on nothing gets through, in either direction, though connections open and stay. */
  freeze(): void
  /** Only the connections that are open now; new ones are as ever. */
  freezeOpen(): void
  stop(): Promise<void>
}

/** On the way to a server. @param change what it makes of the server's answers. */
export async function startRelay(to: number, change = (bytes: Buffer): Buffer => bytes): Promise<Relay> {
  const sockets: Socket[] = []
  const sent: Buffer[] = []
  let visits = 0
  let frozenUpTo = 0
  const server = createServer((client) => {
    const visit = (visits += 1)
    const target = connect(to, '127.0.0.1')
    sockets.push(client, target)
    for (const [from, other] of [
      [client, target],
      [target, client],
    ] as const)
      from
        .on('error', () => undefined)
        .on('close', () => other.destroy())
        .on('data', (bytes) => {
          if (from === client) sent.push(bytes)
          if (visit > frozenUpTo) other.write(from === client ? bytes : change(bytes))
        })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => sockets.splice(0).forEach((socket) => socket.destroy())
  return {
    port: (server.address() as AddressInfo).port,
    visits: () => visits,
    sent: () => Buffer.concat(sent),
    cut,
    freeze: () => void (frozenUpTo = Infinity),
    freezeOpen: () => void (frozenUpTo = visits),
    async stop() {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}
