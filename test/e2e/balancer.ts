import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

export interface Balancer {
  url: string
  /** How many connections each server has had, in the order of the ports. */
  taken: number[]
  stop(): Promise<void>
}

/** What stands before the servers: each connection goes to the first of these ports that takes it, and ends with it. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const taken = ports.map(() => 0)
  const open = new Set<Socket>()
  const pass = (from: Socket, at = 0) => {
    if (at === ports.length) return from.destroy()
    const onward = connect(ports[at]!, '127.0.0.1')
    const next = () => pass(from, at + 1)
    onward.once('error', next)
    onward.once('connect', () => {
      taken[at]! += 1
      onward.off('error', next).on('error', () => from.destroy())
      from.on('close', () => onward.destroy())
      onward.on('close', () => from.destroy())
      from.pipe(onward).pipe(from)
    })
  }
  const server = createServer((from) => {
    open.add(from)
    from.on('error', () => from.destroy()).on('close', () => open.delete(from))
    pass(from)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    async stop() {
      for (const one of open) one.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
