import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type Koa from 'koa'

/** Who is answered at one address of this machine; port 0 takes a free one. */
export interface Listener {
  name: 'public' | 'doors' | 'operations'
  host: string
  port: number
  koa: Pick<Koa, 'callback'>
}

export interface Opened {
  /** As they were given, with their real ports. */
  at: { name: Listener['name']; host: string; port: number }[]
  /** One after the other, in their order: each answers what was asked of it, and nothing new. */
  close(): Promise<void>
}

const listen = ({ port, host, koa }: Listener) =>
  new Promise<Server>((resolve, reject) => {
    const server = createServer(koa.callback())
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })

/** @throws Error of the first one that cannot listen; the process ends then. */
export async function openListeners(listeners: readonly Listener[]): Promise<Opened> {
  const servers = await Promise.all(listeners.map(listen))
  return {
    at: listeners.map(({ name, host }, index) => ({
      name,
      host,
      port: (servers[index]!.address() as AddressInfo).port,
    })),
    async close() {
      for (const server of servers) await close(server)
    },
  }
}
