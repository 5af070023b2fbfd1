import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const skipped = ['dist', 'node_modules']

/** @returns whether the folder that a build wrote is newer than every file, and every folder's list of files, that it reads. */
export function isFresh({ from, to }: { from: readonly string[]; to: string }): boolean {
  return existsSync(to) && newest(to) > Math.max(...from.map(newest))
}

/** Milliseconds since 1970; a path that does not exist is infinitely old. */
function newest(path: string): number {
  if (!existsSync(path)) return -Infinity
  const own = statSync(path)
  if (!own.isDirectory()) return own.mtimeMs
  const within = readdirSync(path).filter((name) => !skipped.includes(name))
  return Math.max(own.mtimeMs, ...within.map((name) => newest(join(path, name))))
}
