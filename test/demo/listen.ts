import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The demo is for this machine alone (spec R14). */
export const loopback = '127.0.0.1'

export interface Port {
  number: number
  /** Asked for: no other one will do. */
  isAsked: boolean
}

/** Listens on loopback, on another port when the usual one is taken. @returns the origin. @throws Error when a port that was asked for is taken. */
export async function listen(server: Server, { number, isAsked }: Port): Promise<string> {
  try {
    server.listen(number, loopback)
    await once(server, 'listening')
  } catch (error) {
    if (isAsked || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return listen(server, { number: 0, isAsked: true })
  }
  return `http://${loopback}:${(server.address() as AddressInfo).port}`
}

export async function close(server: Server): Promise<void> {
  server.close()
  server.closeAllConnections()
}
