import type { Client } from 'ldapts'
import { limits } from '../../../shared/limits.ts'
import { close } from './connection.ts'

/** The server has answered: with a code (RFC 4511 §4.1.9). */
export const codeOf = (error: unknown): number | undefined => {
  const { code } = error as { code?: unknown }
  return typeof code === 'number' ? code : undefined
}

type Work<T> = (client: Client) => Promise<T>

/** Closed by the signal, when that is aborted first. */
async function run<T>(client: Client, signal: AbortSignal, work: Work<T>): Promise<T> {
  const stop = () => close(client)
  signal.addEventListener('abort', stop)
  try {
    return await work(client)
  } catch (error) {
    close(client)
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Those that wait for the next question, the latest last; each only for so long. */
function createShelf() {
  const kept: { client: Client; timer: NodeJS.Timeout }[] = []
  return {
    /** The latest that is still connected. */
    take(): Client | undefined {
      for (let one = kept.pop(); one; one = kept.pop()) {
        clearTimeout(one.timer)
        if (one.client.isBound) return one.client
        close(one.client)
      }
      return undefined
    },
    put(client: Client): void {
      if (kept.length >= limits.ldapIdleConnections) return close(client)
      const drop = () => {
        kept.splice(kept.indexOf(one), 1)
        close(client)
      }
      const one = { client, timer: setTimeout(drop, limits.ldapIdleConnection).unref() }
      kept.push(one)
    },
    clear() {
      for (const { client, timer } of kept.splice(0)) {
        clearTimeout(timer)
        close(client)
      }
    },
  }
}

/** Connections that are used one after the other, each by one question at a time. @param open makes one. */
export function createPool(open: (signal: AbortSignal) => Promise<Client>) {
  const shelf = createShelf()

  async function lend<T>(client: Client, signal: AbortSignal, work: Work<T>): Promise<T> {
    const done = await run(client, signal, work)
    shelf.put(client)
    return done
  }

  return {
    /** A connection that was kept and has died meanwhile is replaced, once. */
    async use<T>(signal: AbortSignal, work: Work<T>): Promise<T> {
      const kept = shelf.take()
      if (!kept) return lend(await open(signal), signal, work)
      try {
        return await lend(kept, AbortSignal.any([signal, AbortSignal.timeout(limits.ldapKeptPatience)]), work)
      } catch (error) {
        if (signal.aborted || codeOf(error) !== undefined) throw error
      }
      return lend(await open(signal), signal, work)
    },
    stop: shelf.clear,
  }
}
