import { createHash, randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { Directory } from '../../core/directory.ts'
import type { Keys } from '../../core/keys.ts'
import { newCanary, newProbe } from '../../core/probe.ts'
import { ask, Fault, inTime, type DirectoryLog } from '../ask.ts'
import { openSocket, secure, type DirectoryServer } from '../socket.ts'
import { capabilities, command, greeted, identify, isTaken, login } from './dialogue.ts'
import { wireOn, type Wire } from './wire.ts'

export interface ImapOptions {
  server: DirectoryServer
  /** The mail domains whose mailboxes sign in, folded; the first one is the canary's. */
  domains: readonly string[]
  keys: Keys
  log?: DirectoryLog
}

interface Question {
  user: string
  password: string
  /** Told to the server, so that it slows down who guesses and nobody else. */
  ip: string | null
}

/** Greeted, and in TLS where that is demanded. */
async function securedWire(socket: Socket, server: DirectoryServer): Promise<Wire> {
  const wire = wireOn(socket)
  await greeted(wire)
  if (!server.mustUpgrade) return wire
  const { is } = await command(wire, 'STARTTLS')
  if (is !== 'OK') throw new Fault('starttls')
  wire.release()
  return wireOn(await secure(socket, server))
}

async function isRight(
  { server, keys }: ImapOptions,
  { user, password, ip }: Question,
  signal: AbortSignal,
): Promise<boolean> {
  const socket = await openSocket(server, signal)
  try {
    const wire = await securedWire(socket, server)
    const can = await capabilities(wire)
    const about = {
      name: 'mailbox-security',
      ...(ip !== null && { 'x-originating-ip': ip }),
      'x-probe': newProbe(keys),
    }
    if (can.has('ID')) await identify(wire, about)
    return isTaken(await login(wire, can, user, password))
  } finally {
    socket.destroy()
  }
}

/**
 * Servers often read several spellings as one mailbox: a name alone, any domain, a tag behind a plus, a master user behind an asterisk. Each would be an
 * account of its own here, without the factors of the first, so only the plain one is asked for.
 */
const isMailbox = (address: string, domains: readonly string[]) =>
  /^[^\s\p{Cc}@*+%"()<>\\]+@[^@]+$/u.test(address) && domains.includes(address.slice(address.indexOf('@') + 1))

/** All that is known of the mailbox is its name, and the trail is to hold no address. */
const idOf = (address: string) => `imap:${createHash('sha256').update(address).digest('hex')}`

/**
 * A mail server (RFC 9051) that lets a person in or not. Our own small client, since the ID must come before the login: Dovecot takes the client's address
 * from there.
 */
export function createImapDirectory(options: ImapOptions): Directory & { prove(): Promise<void> } {
  const { domains, keys, log } = options
  return {
    async check(address, password, ip) {
      // NUL parts the fields of PLAIN (RFC 4616 §2).
      if (!isMailbox(address, domains) || password.includes('\0')) return undefined
      const isGood = await ask((signal) => isRight(options, { user: address, password, ip }, signal), log)
      return isGood ? { id: idOf(address), address } : undefined
    },
    /** Asks for a mailbox that is nobody's. @throws Error when the server would let anybody in, or asks us. */
    async prove() {
      const user = newCanary(keys, domains[0]!)
      const question = { user, password: randomBytes(16).toString('base64url'), ip: null }
      const isGood = await inTime((signal) => isRight(options, question, signal)).catch((fault: Fault) => {
        if (fault.text.includes('door.loop'))
          throw new Error('IMAP_DIRECTORY_URL leads back to this server; name a listener that asks the original passdb')
        log?.({ is: 'unavailable', why: fault.message })
        return false
      })
      if (isGood) throw new Error('IMAP_DIRECTORY_URL: the server lets in a mailbox that nobody has, with any password')
    },
  }
}
