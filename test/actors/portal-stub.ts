import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/command.ts'

const built = join(root, '.build')
const stub = join(built, 'portal-stub')

/** A portal folder for tests that never open a page: made once, whole, because many test files may want it at the same time. */
export function portalStub(): string {
  if (existsSync(stub)) return stub
  mkdirSync(built, { recursive: true })
  const aside = mkdtempSync(`${stub}-`)
  for (const name of ['index.html', 'scan-help.html', 'openid-trouble.html'])
    writeFileSync(join(aside, name), `<!doctype html><title>${name}</title>{{error}}`)
  try {
    renameSync(aside, stub)
  } catch {
    // Somebody else was faster.
    rmSync(aside, { recursive: true })
  }
  return stub
}
