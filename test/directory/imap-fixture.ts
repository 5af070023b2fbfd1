import { randomBytes } from 'node:crypto'
import { createKeys } from '../../server/core/keys.ts'
import type { DirectoryEvent } from '../../server/directory/ask.ts'
import { createImapDirectory, type ImapOptions } from '../../server/directory/imap/imap.ts'

export const keys = createKeys([{ id: 'test', bytes: randomBytes(32) }])

let asked = 0
/** Somebody new each time: Dovecot slows down an address that has failed. */
const newIp = () => `203.0.113.${(asked += 1)}`

/** A directory as the configuration makes it, at this port. */
export function connectImap(port: number, changes: Partial<ImapOptions['server']> = {}) {
  const events: DirectoryEvent[] = []
  const directory = createImapDirectory({
    server: { host: '127.0.0.1', port, isTls: false, mustUpgrade: false, ca: null, ...changes },
    domains: ['cqu.edu.cn', 'stu.cqu.edu.cn'],
    keys,
    log: (event) => events.push(event),
  })
  const check = (address: string, password: string, ip = newIp()) => directory.check(address, password, ip)
  return { check, prove: directory.prove, events }
}
