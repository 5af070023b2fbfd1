// `npm start` as somebody types it who has set nothing, and the processes that it leads to.
import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import mongoose from 'mongoose'
import { prepareFolder, readRecord } from '../../server/mongod/folder.ts'
import { isAlive } from '../../server/mongod/processes.ts'
import { uriOf } from '../../server/mongod/replica-set.ts'
import { ownKeys } from '../../server/own-keys.ts'
import { limits } from '../../shared/limits.ts'
import { keepDatabase, noteKeys } from '../after/dump.ts'
import { root } from '../setup/command.ts'

export interface RunningDemo {
  npm: ChildProcess
  /** Where its console is. */
  url: string
  /** npm, the demo and everything that it started. */
  processes(): number[]
}

/** On free ports. @param dataDir where it keeps its database. @param settings more of its environment. */
export function npmStart(dataDir: string, settings: Record<string, string> = {}) {
  const { PATH, HOME, MONGOD_BINARY, TEST_SECRECY } = process.env
  const ports = { DEMO_PORT: '0', DEMO_PORTAL_PORT: '0' }
  const env = { PATH, HOME, MONGOD_BINARY, TEST_SECRECY, ...ports, DEMO_DATA_DIR: dataDir, ...settings }
  const npm = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (bytes: Buffer) => (text += bytes.toString()))
  return { npm, output: () => text }
}

/** Resolves when it has said where its console is. @throws Error with its output when it ends instead. */
export async function startDemo(dataDir: string): Promise<RunningDemo> {
  const { npm, output } = npmStart(dataDir)
  const found = () => /Demo console\s+(http\S+)\s/.exec(output())?.[1]
  while (!found()) {
    if (npm.exitCode !== null) throw new Error(`npm start ended with ${npm.exitCode}: ${output()}`)
    await sleep(100)
  }
  return { npm, url: found()!, processes: () => family(npm.pid!) }
}

/** Notes the keys of its own making and keeps what its database holds, for test/after. */
export async function keepDemoDatabase(dataDir: string, since: Date): Promise<void> {
  const { port } = readRecord(prepareFolder(dataDir))!
  const connection = await mongoose.createConnection(uriOf(port)).asPromise()
  await noteKeys(connection, ownKeys(dataDir))
  await keepDatabase(connection, since)
  await connection.close()
}

/** The process and all that descend from it, parents first, by what the kernel says. */
function family(pid: number): number[] {
  const all = readdirSync('/proc').flatMap((name) => {
    const [, parent] = /^PPid:\s+(\d+)/m.exec(procFile(`${name}/status`)) ?? []
    return parent ? [{ pid: Number(name), parent: Number(parent) }] : []
  })
  const below = (of: number): number[] =>
    all.filter(({ parent }) => parent === of).flatMap((each) => [each.pid, ...below(each.pid)])
  return [pid, ...below(pid)]
}

/** Program and arguments, a space after each. */
export const commandOf = (pid: number): string => procFile(`${pid}/cmdline`).replaceAll('\0', ' ')

function procFile(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}

/** Waits as long as an end in good order may take. @returns the commands of those that still ran; they do not any more. */
export async function survivors(pids: readonly number[]): Promise<string[]> {
  const deadline = Date.now() + 2 * limits.stopWithin
  while (pids.some(isAlive) && Date.now() < deadline) await sleep(100)
  const left = pids.filter(isAlive)
  const commands = left.map(commandOf)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  return commands
}

/** Ends it as npm does that is told to, whatever it still runs. */
export async function stopDemo({ npm, processes }: RunningDemo): Promise<void> {
  if (!isAlive(npm.pid ?? 0)) return
  const all = processes()
  npm.kill('SIGTERM')
  await survivors(all)
}
