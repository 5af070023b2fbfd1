import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { Fault } from './ask.ts'

export interface DirectoryServer {
  host: string
  port: number
  /** TLS from the first byte. */
  isTls: boolean
  /** STARTTLS before anything is said, or nothing at all. Off: plain, for a server on this machine. */
  mustUpgrade: boolean
  /** Certificates (PEM) that are trusted instead of those that Node.js brings. */
  ca: string | null
}

/** Certificates are always checked. @param socket a connection in the clear. @throws Error of Node.js. */
export async function secure(socket: Socket, { host, ca }: DirectoryServer): Promise<Socket> {
  const encrypted = connectTls({
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== null && { ca }),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
  })
  encrypted.on('error', () => undefined)
  try {
    await Promise.race([once(encrypted, 'secureConnect'), closed(encrypted)])
  } catch (error) {
    encrypted.destroy()
    socket.destroy()
    throw error
  }
  return encrypted
}

/** Rejects when the socket ends before anything else has come of it. */
async function closed(socket: Socket): Promise<never> {
  await once(socket, 'close')
  throw new Fault('closed')
}

/** Connected, in TLS where it is spoken from the first byte. @param signal closes the socket, also later. @throws Error of Node.js. */
export async function openSocket(server: DirectoryServer, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host: server.host, port: server.port, signal })
  socket.setNoDelay()
  await once(socket, 'connect')
  // From here on whoever uses the socket sees that it closes; an error without a listener would end the process.
  socket.on('error', () => undefined)
  return server.isTls ? secure(socket, server) : socket
}
