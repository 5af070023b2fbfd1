import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A portal folder for tests that never open a page; it goes with this process. */
export function portalStub(): string {
  const dir = mkdtempSync(join(tmpdir(), 'portal-'))
  for (const name of ['index.html', 'scan-help.html'])
    writeFileSync(join(dir, name), `<!doctype html><title>${name}</title>`)
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}
