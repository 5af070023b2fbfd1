import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const isListening = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, host)
    const end = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })

/** @throws Error with what `say` tells after 15 s. */
export async function until(is: () => boolean | Promise<boolean>, say: () => string): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await sleep(25)) if (await is()) return
  throw new Error(say())
}

/** Settles when all of them accept connections. */
export async function untilListening(host: string, ports: readonly number[], say: () => string): Promise<void> {
  for (const port of ports)
    await until(
      () => isListening(host, port),
      () => `nothing at ${host}:${port}: ${say()}`,
    )
}
