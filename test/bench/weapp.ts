import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/command.ts'

/** @returns bytes of everything that WeChat's upload would take: the folder as it is, unpacked. */
export function weappBytes(): number {
  return readdirSync(join(root, '.build/weapp'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
