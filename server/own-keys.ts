import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MasterKey } from './core/keys.ts'

const bytes = 32

/** The key of a server that is only tried out on this machine: made once, kept beside the data, readable by its owner alone. */
export function ownKeys(dataDir: string): [MasterKey] {
  const path = join(dataDir, 'keys')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(path, `own:${randomBytes(bytes).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const [id = '', encoded = ''] = readFileSync(path, 'utf8').trim().split(':')
  return [{ id, bytes: Buffer.from(encoded, 'base64') }]
}
