import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareFolder, readRecord } from '../../server/mongod/folder.ts'
import { openMongo } from '../../server/mongod/index.ts'
import { findOrphan } from '../../server/mongod/orphan.ts'
import { isAlive } from '../../server/mongod/processes.ts'
import { end } from '../../server/mongod/mongod-process.ts'
import { keepMongodLog } from '../after/evidence.ts'
import { root } from './command.ts'

export interface TestMongod {
  uri: string
  pid: number
  stop(): Promise<void>
}

/** The pid of the process that made it follows: what a killed run left behind is known by it. */
const prefix = 'msa-test-mongod-'

export const cacheDir = join(root, 'node_modules', '.cache', 'mongod')

export const newDataDir = (): string => mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))

/** Starts a real mongod on an empty folder of its own, which goes with it. Never uses `MONGODB_URI`: tests write. */
export async function startTestMongod(): Promise<TestMongod> {
  await sweep()
  const dataDir = newDataDir()
  const remove = (): void => rmSync(dataDir, { recursive: true, force: true })
  try {
    const { uri, stop } = await openMongo({ dataDir, cacheDir, diagnostics: false, report: console.log })
    const { pid } = readRecord(prepareFolder(dataDir))!
    const stopAndRemove = async (): Promise<void> => {
      await stop()
      keepMongodLog(dataDir)
      remove()
    }
    return { uri, pid, stop: stopAndRemove }
  } catch (error) {
    remove()
    throw error
  }
}

/** Ends and removes what test runs left behind that were killed. */
export async function sweep(): Promise<void> {
  const left = readdirSync(tmpdir()).filter((name) => {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    return pid && !isAlive(Number(pid))
  })
  for (const name of left) {
    const orphan = await findOrphan(prepareFolder(join(tmpdir(), name)))
    if (orphan) await end(orphan)
    rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}
