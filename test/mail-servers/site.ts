import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import type { Scratch } from './scratch.ts'

/** What Dovecot needs before it starts: its folders, and the passwords that the site's own passdb takes. */
export function layOutSite({ at, write }: Scratch, mailboxes: Record<string, string>): void {
  for (const folder of ['run', 'state', 'spool/private', 'mail']) mkdirSync(at(folder), { recursive: true })
  // Every mailbox is the user mail's.
  chmodSync(at('mail'), 0o777)
  write(
    'users',
    linesOf(mailboxes, (address, password) => `${address}:{PLAIN}${password}`),
  )
}

export const linesOf = (all: Record<string, string>, line: (name: string, value: string) => string) =>
  Object.entries(all)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join('')

/** A log that may not be there yet. */
export const readLog = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
