import type { Socket } from 'node:net'
import { Client } from 'ldapts'
import { Fault } from '../ask.ts'
import { openSocket, secure, type DirectoryServer } from '../socket.ts'
import { askStartTls } from './start-tls.ts'

async function securedSocket(server: DirectoryServer, signal: AbortSignal): Promise<Socket> {
  const socket = await openSocket(server, signal)
  if (!server.mustUpgrade) return socket
  try {
    await askStartTls(socket)
  } catch (error) {
    socket.destroy()
    throw error
  }
  return secure(socket, server)
}

/** The connection is closed; what is under way is given up. */
export const close = (client: Client) => void client.unbind().catch(() => undefined)

/**
 * A new connection on which this DN is bound. One that breaks stays broken: the library would open another one by itself, on which nobody is bound and
 * a search finds nothing.
 * @param signal closes it, as long as it may be aborted. @throws Error with a number as `code` when the server refuses (RFC 4511 §4.1.9).
 */
export async function bindNew(
  server: DirectoryServer,
  { dn, password }: { dn: string; password: string },
  signal: AbortSignal,
): Promise<Client> {
  // RFC 4513 §5.1.2: without either, a server says yes to anybody.
  if (dn === '' || password === '') throw new Fault('nobody')
  const sockets = [await securedSocket(server, signal)]
  const createConnection = () => {
    const [socket] = sockets.splice(0)
    if (!socket) throw new Fault('closed')
    return socket
  }
  const client = new Client({ url: 'ldap://directory', createConnection })
  try {
    await client.bind(dn, password)
    return client
  } catch (error) {
    close(client)
    throw error
  }
}
