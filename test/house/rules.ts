import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importFaults } from './imports.ts'
import { gapsIn, type LockFile } from './lock-file.ts'
import { lengthFaults, nameFaults, topFaults } from './layout.ts'

const folders = ['miniprogram', 'server', 'shared', 'test']
/** Written by tools, which hide theirs behind a dot. */
const isBuilt = (name: string): boolean => name === 'node_modules' || name === 'dist' || name.startsWith('.')

/** @returns one line per place where the tree breaks a rule that no other tool of `npm run check` knows. */
export function houseFaults(root: string): string[] {
  const paths = folders.flatMap((folder) => filesUnder(root, folder))
  return [
    ...topFaults(readdirSync(root)),
    ...nameFaults(paths),
    ...importFaults(textOf(root, paths, /\.(ts|tsx|mjs|cjs)$/)),
    ...lengthFaults(textOf(root, paths, /\.(css|scss|php)$/)),
    ...lockFaults(readFileSync(join(root, 'package-lock.json'), 'utf8')),
  ]
}

function filesUnder(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !isBuilt(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? filesUnder(root, path) : [path]
    })
}

const textOf = (root: string, paths: readonly string[], kind: RegExp): Map<string, string> =>
  new Map(paths.filter((path) => kind.test(path)).map((path) => [path, readFileSync(join(root, path), 'utf8')]))

function lockFaults(text: string): string[] {
  const gaps = gapsIn(JSON.parse(text) as LockFile)
  const names = `${gaps[0]?.name}@${gaps[0]?.version} and the like`
  return gaps.length === 0
    ? []
    : [`package-lock.json lacks ${gaps.length} packages (${names}): npm ci refuses it; npm run lock`]
}
