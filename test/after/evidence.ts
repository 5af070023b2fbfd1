// What the product's processes wrote while the tests ran. Its databases: dump.ts.
import { appendFileSync, cpSync } from 'node:fs'
import { basename, join } from 'node:path'
import { folder } from './ledger.ts'

/** Log lines of one process or world, as they come. */
export function keepLog(name: string, text: string): void {
  if (folder) appendFileSync(join(folder, `log-${name}`), text)
}

/** The log that a private mongod wrote in its data folder. */
export function keepMongodLog(dataDir: string): void {
  if (folder) cpSync(join(dataDir, 'mongod.log'), join(folder, `mongod-${basename(dataDir)}`))
}
