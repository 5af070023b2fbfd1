import { spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { openLog, writeRecord, type Folder } from './folder.ts'
import { explain } from './log.ts'
import { EndedEarly, within, type Mongod } from './mongod-process.ts'
import { periods } from './periods.ts'
import { isListening, loopback } from './port.ts'
import type { End } from './processes.ts'
import { becomePrimary, setName } from './replica-set.ts'

interface Start {
  program: string
  folder: Folder
  port: number
  hasDiagnostics: boolean
}

/** Starts the process, in a group of its own: what the terminal sends to ours (Ctrl-C) must not stop it before us. */
export function spawnMongod({ program, folder, port, hasDiagnostics }: Start): Mongod {
  const place = ['--dbpath', folder.db, '--bind_ip', loopback, '--port', `${port}`, '--wiredTigerCacheSizeGB', '0.25']
  const set = ['--replSet', setName, '--oplogSize', '64', '--nounixsocket', '--quiet']
  // A slow operation would be logged with what was asked for: a password, when somebody typed it into the address box.
  const silent = ['--slowOpSampleRate', '0']
  const quiet = hasDiagnostics ? [] : ['--setParameter', 'diagnosticDataCollectionEnabled=false']
  const { file, begin } = openLog(folder)
  const child = spawn(program, [...place, ...set, ...silent, ...quiet], {
    detached: true,
    stdio: ['ignore', file, file],
  })
  closeSync(file)
  child.unref()
  const ended = new Promise<End>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({}))
  })
  // Without a pid the program could not be started at all; `ended` says so at once.
  const running = { pid: child.pid ?? 0, port }
  if (child.pid) writeRecord(folder, running)
  return { ...running, ended, lastWords: () => explain(folder, begin) }
}

/** Waits until it listens and is primary. @throws EndedEarly when it ends instead, Error when it does not answer in time. */
export async function untilReady(mongod: Mongod): Promise<void> {
  try {
    await untilListening(mongod)
    await becomePrimary(mongod)
  } catch (error) {
    const end = await within(0, mongod.ended)
    throw end ? new EndedEarly(end, mongod.lastWords()) : error
  }
}

async function untilListening(mongod: Mongod): Promise<void> {
  const deadline = Date.now() + periods.listening
  while (!(await isListening(mongod.port))) {
    const end = await within(periods.listeningPoll, mongod.ended)
    if (end || Date.now() > deadline) throw new Error(`MongoDB does not listen on port ${mongod.port}`)
  }
}
