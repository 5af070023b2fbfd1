import { findProgram, type Search } from './find.ts'
import { lockFolder } from './folder-lock.ts'
import { prepareFolder, readRecord, type Folder } from './folder.ts'
import { EndedEarly, portTaken, type Mongod } from './mongod-process.ts'
import { findOrphan } from './orphan.ts'
import { portTries } from './periods.ts'
import { choosePort } from './port.ts'
import { Renamed, uriOf } from './replica-set.ts'
import { spawnMongod } from './start.ts'
import { stopWithParent } from './stop-with-parent.ts'
import { Supervisor } from './supervisor.ts'

export interface PrivateOptions extends Search {
  dataDir: string
  /** False keeps mongod from writing its own statistics once a second. */
  hasDiagnostics: boolean
}

export interface Mongo {
  uri: string
  stop(): Promise<void>
}

/**
 * Runs a mongod of our own on a data folder, for as long as this process lives or until `stop`: takes over the one that a killed process left behind, else
 * starts one, and starts it again when it dies.
 * @throws Error when the folder belongs to another process, no program is found, or it does not come up.
 */
export async function openPrivate(options: PrivateOptions): Promise<Mongo> {
  const folder = prepareFolder(options.dataDir)
  const unlock = await lockFolder(folder.root)
  try {
    return await run(options, folder, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

async function run(options: PrivateOptions, folder: Folder, unlock: () => void): Promise<Mongo> {
  const program = await findProgram(options)
  const spawn = (port: number): Mongod => spawnMongod({ ...options, program: program.path, folder, port })
  const supervisor = new Supervisor(spawn, options.report)
  const forget = stopWithParent(() => supervisor.kill())
  const stop = async (): Promise<void> => {
    await supervisor.stop()
    forget()
    unlock()
  }
  try {
    const port = (await takeOver(supervisor, folder, options)) ?? (await start(supervisor, folder))
    options.report(`MongoDB ${program.version} runs on port ${port}`)
    void supervisor.keepUp()
    return { uri: uriOf(port), stop }
  } catch (error) {
    forget()
    throw error
  }
}

/** @returns its port, or nothing when there is none, or one that does not answer and was ended. */
async function takeOver(supervisor: Supervisor, folder: Folder, { report }: Search): Promise<number | undefined> {
  const orphan = await findOrphan(folder)
  if (!orphan) return undefined
  try {
    await supervisor.take(orphan)
    report(`MongoDB of an earlier run is taken over, process ${orphan.pid}`)
    return orphan.port
  } catch (error) {
    report(`MongoDB of an earlier run is ended, process ${orphan.pid}: ${(error as Error).message}`)
    return undefined
  }
}

/** Starts it on its old port when that is free. Another program may take a port before mongod does: then the next one is tried. */
async function start(supervisor: Supervisor, folder: Folder, tries = portTries): Promise<number> {
  const port = await choosePort(readRecord(folder)?.port)
  try {
    await supervisor.start(port)
    return port
  } catch (error) {
    const isPortTaken = error instanceof EndedEarly && error.end.code === portTaken
    if (tries === 1 || !(isPortTaken || error instanceof Renamed)) throw error
    return start(supervisor, folder, tries - 1)
  }
}
