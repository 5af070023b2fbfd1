import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import mongoose, { type Collection, type Connection } from 'mongoose'
import { openMongo } from '../../server/mongod/index.ts'
import { root } from '../setup/command.ts'

type Mongo = Awaited<ReturnType<typeof openMongo>>

/** A data folder of one test, and everything that the test starts on it. */
export class MongodFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'mongod-'))
  /** What was reported by those that were opened here. */
  readonly lines: string[] = []
  readonly #ends: (() => unknown)[] = []

  /** @param end runs when the test is over, the last one first. */
  later(end: () => unknown): void {
    this.#ends.unshift(end)
  }

  async open(): Promise<Mongo> {
    const report = (line: string): void => void this.lines.push(line)
    const mongo = await openMongo({ dataDir: this.path, diagnostics: false, report })
    this.later(mongo.stop)
    return mongo
  }

  /** @returns a collection, written as the store writes. */
  async notes(uri: string): Promise<Collection> {
    const options = { writeConcern: { w: 'majority', journal: true }, serverSelectionTimeoutMS: 10_000 } as const
    const connection: Connection = await mongoose.createConnection(uri, options).asPromise()
    this.later(() => connection.close())
    return connection.collection('notes')
  }

  /** Starts a process that keeps a mongod here. @returns it and the first line that it says. */
  async parent(): Promise<{ child: ChildProcess; says: string }> {
    const args = ['--import', 'tsx', join(root, 'test/faults/mongod-parent.ts'), this.path]
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    this.later(() => child.kill('SIGKILL'))
    const [says] = (await once(createInterface(child.stdout!), 'line')) as [string]
    return { child, says }
  }

  /** Process ids of all mongods that run here. */
  mongods(): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && commandLine(name).includes(`--dbpath\0${this.path}`))
      .map(Number)
  }

  killMongods(): void {
    for (const pid of this.mongods()) process.kill(pid, 'SIGKILL')
  }

  async end(): Promise<void> {
    for (const end of this.#ends) await end()
    this.killMongods()
    await until(() => this.mongods().length === 0)
    rmSync(this.path, { recursive: true, force: true })
  }
}

/** The command line of a process, arguments with a zero byte between them; that of one which is no more is empty. */
function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

export async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('it never came to be')
    await sleep(20)
  }
}

export async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
