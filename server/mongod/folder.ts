import {
  chmodSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { logBytes } from './periods.ts'

/** What lies in a data folder. Paths are absolute and real, so that one folder has one name. */
export interface Folder {
  root: string
  /** mongod's own files. */
  db: string
  log: string
  record: string
}

/** The mongod that runs, or ran last, on a folder: the port stays the same as long as nobody else takes it. */
export interface Running {
  pid: number
  port: number
}

/** Makes the folder where there is none; nobody but its owner may look inside. */
export function prepareFolder(dataDir: string): Folder {
  mkdirSync(join(dataDir, 'db'), { recursive: true, mode: 0o700 })
  const root = realpathSync(dataDir)
  const db = join(root, 'db')
  chmodSync(db, 0o700)
  return { root, db, log: join(root, 'mongod.log'), record: join(root, 'mongod.json') }
}

export function readRecord(folder: Folder): Running | undefined {
  try {
    const { pid, port } = JSON.parse(readFileSync(folder.record, 'utf8')) as Partial<Running>
    return Number.isInteger(pid) && Number.isInteger(port) ? { pid: pid!, port: port! } : undefined
  } catch {
    return undefined
  }
}

export function writeRecord(folder: Folder, { pid, port }: Running): void {
  writeFileSync(`${folder.record}.new`, `${JSON.stringify({ pid, port })}\n`)
  renameSync(`${folder.record}.new`, folder.record)
}

/** @returns the log, open for appending, and how many bytes are in it already. */
export function openLog(folder: Folder): { file: number; begin: number } {
  const size = sizeOf(folder.log)
  if (size > logBytes) renameSync(folder.log, `${folder.log}.1`)
  return { file: openSync(folder.log, 'a', 0o600), begin: sizeOf(folder.log) }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
