import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { periods } from './periods.ts'

type Release = () => void

/**
 * Keeps a second process from running a mongod on the same folder. The lock is a listening local socket: the kernel gives it to one process and takes it back
 * when that process ends, however it ends, so there is no stale lock and no pid that has gone to somebody else. Whoever asks is told the holder's pid.
 * @returns the release. @throws Error that names the holder when it does not end within `periods.folderLock`.
 */
export async function lockFolder(root: string): Promise<Release> {
  const address = addressOf(root)
  const deadline = Date.now() + periods.folderLock
  let holder = 'another process'
  while (Date.now() < deadline) {
    const release = await listen(address)
    if (release) return release
    holder = (await untilGone(address, deadline)) ?? holder
  }
  throw new Error(`The data folder ${root} is in use by ${holder}: one process at a time keeps a database there`)
}

/** Linux has names for sockets that are no files, Windows has pipes; elsewhere it is a file, which a killed process leaves behind. */
function addressOf(root: string): string {
  const name = `mongod-of-${createHash('sha256').update(root).digest('hex').slice(0, 32)}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

/** @returns nothing when another process, or another part of this one, listens there. */
async function listen(address: string): Promise<Release | undefined> {
  const askers = new Set<Socket>()
  const server = createServer((asker) => {
    askers.add(asker.unref())
    asker.on('error', () => asker.destroy()).on('close', () => askers.delete(asker))
    asker.write(`process ${process.pid}`)
  })
  try {
    await once(server.listen(address), 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined
    throw error
  }
  server.unref()
  return () => {
    server.close()
    for (const asker of askers) asker.destroy()
  }
}

/** Waits until the holder of the address is gone or the time is over. @returns what the holder says it is. */
async function untilGone(address: string, deadline: number): Promise<string | undefined> {
  const socket = connect(address)
  let holder: string | undefined
  socket.on('data', (name) => (holder = name.toString()))
  socket.setTimeout(Math.max(1, deadline - Date.now()), () => socket.destroy())
  try {
    await once(socket, 'close')
  } catch (error) {
    const isLeftBehind = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' && address.endsWith('.sock')
    if (isLeftBehind) await rm(address, { force: true })
  }
  return holder
}
