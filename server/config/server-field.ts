import { z } from 'zod'
import { isLoopback } from './loopback.ts'

/** A server that speaks a protocol of its own: mail, or a directory. */
export interface ServerAddress {
  host: string
  port: number
  isTls: boolean
  /** R14: what is not on this machine is never spoken to in the clear, whatever PUBLIC_URL says. */
  mustUpgrade: boolean
}

/** @returns undefined for anything but scheme, host, port and login. @param ports by scheme; `smtps:` and the like speak TLS from the first byte. */
export function readServer(text: string, ports: Readonly<Record<string, number>>) {
  if (!URL.canParse(text)) return undefined
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text)
  const standard = ports[protocol]
  const isPlain = hostname !== '' && ['', '/'].includes(pathname) && search === '' && hash === ''
  if (standard === undefined || !isPlain) return undefined
  const isTls = protocol.endsWith('s:')
  const server: ServerAddress = {
    // A host of IPv6 stands in brackets in a URL only.
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || standard),
    isTls,
    mustUpgrade: !isTls && !isLoopback(text),
  }
  return { server, username, password }
}

/** A field read whole: what it is not is said without repeating it, for it may hold a password. */
export const readBy = <T>(read: (text: string) => T | undefined, message: string) =>
  z
    .string()
    .transform((text, context) => {
      const value = read(text)
      if (value !== undefined) return value
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
    .optional()
