import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder that mail servers' own users can enter, and an address of the loopback network that is nobody else's: two test files never want the same port. */
export interface Scratch {
  folder: string
  ip: string
  at(...parts: string[]): string
  write(path: string, text: string, mode?: number): string
  remove(): void
}

export function makeScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'mail-'))
  chmodSync(folder, 0o755)
  const at = (...parts: string[]) => join(folder, ...parts)
  return {
    folder,
    // 127.64.0.0/10; never .0 or .255.
    ip: `127.${64 + (randomBytes(1)[0]! % 64)}.${randomBytes(1)[0]!}.${1 + (randomBytes(1)[0]! % 254)}`,
    at,
    write(path, text, mode = 0o644) {
      mkdirSync(dirname(at(path)), { recursive: true })
      writeFileSync(at(path), text)
      chmodSync(at(path), mode)
      return at(path)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
