import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../setup/command.ts'

const copied = [
  '.build',
  'miniprogram',
  'server',
  'shared',
  'test',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]

/** The tree as it is, in a folder of its own that may be damaged. */
export function copyTree(): { folder: string; remove(): void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'msa-mutants-')))
  for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true, preserveTimestamps: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
