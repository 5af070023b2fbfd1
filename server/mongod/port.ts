import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { periods } from './periods.ts'

export const loopback = '127.0.0.1'

/** @returns `wanted` when nobody holds it, else a port that the system gives. A process that was just killed may hold it for a moment. */
export async function choosePort(wanted?: number): Promise<number> {
  const isFree = wanted !== undefined && (await untilFree(wanted, Date.now() + periods.portRelease))
  return isFree ? wanted : (await tryPort(0))!
}

async function untilFree(port: number, deadline: number): Promise<boolean> {
  while (!(await tryPort(port))) {
    if (Date.now() > deadline) return false
    await sleep(periods.portPoll)
  }
  return true
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer()
  try {
    await once(server.listen(port, loopback), 'listening')
    return (server.address() as AddressInfo).port
  } catch {
    return undefined
  } finally {
    server.close()
  }
}

/** @returns whether somebody listens there. */
export async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, loopback)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
