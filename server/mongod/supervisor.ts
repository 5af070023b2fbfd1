import { setTimeout as sleep } from 'node:timers/promises'
import { end, type Mongod } from './mongod-process.ts'
import { periods } from './periods.ts'
import { endAsText, signal } from './processes.ts'
import { Renamed } from './replica-set.ts'
import { untilReady } from './start.ts'

/** Holds the one mongod of a data folder: brings it up, starts it again when it dies, stops it. */
export class Supervisor {
  #current: Mongod | undefined
  #stopped: Promise<void> | undefined
  #restarts: number[] = []
  readonly #spawn: (port: number) => Mongod
  readonly #report: (line: string) => void

  constructor(spawn: (port: number) => Mongod, report: (line: string) => void) {
    this.#spawn = spawn
    this.#report = report
  }

  /** Starts one. @throws what `untilReady` throws; the process has ended then. */
  async start(port: number): Promise<void> {
    await this.take(this.#spawn(port))
  }

  /** Makes a running one ours. @throws like `start`. */
  async take(mongod: Mongod): Promise<void> {
    this.#current = mongod
    try {
      await untilReady(mongod)
    } catch (error) {
      // Renamed, it still looks for itself in the wrong place and would not hear a polite word.
      await end(mongod, error instanceof Renamed ? ['SIGKILL'] : undefined)
      this.#current = undefined
      throw error
    }
  }

  /** From now on it comes back by itself, on the same port, until it has died too often. */
  async keepUp(): Promise<void> {
    while (this.#current) {
      const { port, ended } = this.#current
      const how = endAsText(await ended)
      this.#current = undefined
      if (this.#stopped) return
      await this.#restart(port, how)
    }
  }

  async #restart(port: number, how: string): Promise<void> {
    while (!this.#stopped && !this.#current) {
      const since = Date.now() - periods.restartWindow
      this.#restarts = this.#restarts.filter((time) => time > since)
      if (this.#restarts.length >= periods.restarts) return this.#report('MongoDB dies again and again: given up')
      await sleep(periods.restartPause * this.#restarts.length)
      this.#restarts.push(Date.now())
      if (!this.#stopped)
        await this.start(port).then(() => this.#report(`MongoDB had ended (${how}) and runs again`), this.#tell)
    }
  }

  readonly #tell = (error: Error): void => {
    if (!this.#stopped) this.#report(error.message)
  }

  /** Tells it to end, without waiting. */
  kill(): void {
    if (this.#current) signal(this.#current.pid, 'SIGTERM')
  }

  async stop(): Promise<void> {
    this.#stopped ??= this.#current ? end(this.#current) : Promise.resolve()
    await this.#stopped
  }
}
