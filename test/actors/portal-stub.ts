import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A portal folder for tests that never open a page. */
export function portalStub(): string {
  const dir = mkdtempSync(join(tmpdir(), 'portal-'))
  mkdirSync(dir, { recursive: true })
  for (const name of ['index.html', 'scan-help.html'])
    writeFileSync(join(dir, name), `<!doctype html><title>${name}</title>`)
  return dir
}
