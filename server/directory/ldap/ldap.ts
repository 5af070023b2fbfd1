import { randomBytes } from 'node:crypto'
import type { Directory } from '../../core/directory.ts'
import { ask, type DirectoryLog } from '../ask.ts'
import type { DirectoryServer } from '../socket.ts'
import { bindNew, close } from './connection.ts'
import { findEntry, type Lookup } from './entry.ts'
import { codeOf, createPool } from './pool.ts'

export interface LdapOptions extends Lookup {
  server: DirectoryServer
  bindDn: string
  bindPassword: string
  log?: DirectoryLog
}

/**
 * RFC 4511 §4.1.9: the password is not taken. Active Directory says 49 for an account that is locked, disabled or has run out (532, 533, 701, 773, 775 in
 * its text); 389 DS says 19 or 53; 48 is an entry without a password. Whatever else is said is about the server.
 */
const refusals = new Set([19, 32, 48, 49, 53])

/** An LDAP server (RFC 4511): the service account looks the entry up, and a bind on another connection tries the password (RFC 4513 §5.1). */
export function createLdapDirectory(options: LdapOptions): Directory & { stop(): void } {
  const { server, bindDn, bindPassword, base, log } = options
  const pool = createPool((signal) => bindNew(server, { dn: bindDn, password: bindPassword }, signal))

  async function isTaken(dn: string, password: string, signal: AbortSignal): Promise<boolean> {
    try {
      close(await bindNew(server, { dn, password }, signal))
      return true
    } catch (error) {
      if (refusals.has(codeOf(error) ?? -1)) return false
      throw error
    }
  }

  const check = (address: string, password: string) =>
    ask(async (signal) => {
      const found = await pool.use(signal, (client) => findEntry(client, options, address))
      // R9: an address that nobody has costs a bind as well, and is as unavailable when binds are.
      const dn = found?.dn ?? `cn=${randomBytes(8).toString('hex')},${base}`
      const isRight = await isTaken(dn, password, signal)
      return isRight ? found?.user : undefined
    }, log)

  return {
    check: async (address, password) => (password === '' ? undefined : check(address, password)),
    find: (address) =>
      ask(async (signal) => (await pool.use(signal, (client) => findEntry(client, options, address)))?.user, log),
    stop: pool.stop,
  }
}
