import { limits } from '../../shared/limits.ts'
import type { Directory, LocalUsers } from '../core/directory.ts'
import type { Keys } from '../core/keys.ts'
import type { DirectoryLog } from './ask.ts'
import { createImapDirectory, type ImapOptions } from './imap/imap.ts'
import { createLdapDirectory, type LdapOptions } from './ldap/ldap.ts'
import { createLocalDirectory } from './local.ts'
import { spare } from './spared.ts'

/** Which one, and what it needs to know. */
export type DirectoryChoice =
  | { kind: 'local' }
  | ({ kind: 'imap' } & Pick<ImapOptions, 'server' | 'domains'>)
  | ({ kind: 'ldap' } & Omit<LdapOptions, 'log'>)

interface Needs {
  users: LocalUsers
  keys: Keys
  now(): Date
  log: DirectoryLog
}

export interface OpenDirectory {
  directory: Directory
  /** How long a refusal takes at least (spec R9). */
  failedLoginMs: number
  /** To be asked once the server listens. @throws Error when it must not be used. */
  prove(): Promise<void>
  stop(): void
}

const nothing = async () => undefined

export async function openDirectory(choice: DirectoryChoice, needs: Needs): Promise<OpenDirectory> {
  if (choice.kind === 'local') {
    // The same work for everybody.
    const directory = createLocalDirectory(needs.users)
    return { directory, failedLoginMs: 0, prove: nothing, stop: () => undefined }
  }
  const { keys, log, now } = needs
  const {
    prove = nothing,
    stop = () => undefined,
    ...asked
  }: Directory & Partial<OpenDirectory> = choice.kind === 'imap'
    ? createImapDirectory({ ...choice, keys, log })
    : createLdapDirectory({ ...choice, log })
  return { directory: spare(asked, keys, now), failedLoginMs: limits.failedLoginFloor, prove, stop }
}
