import { z } from 'zod'
import { mailProtocols, type MailProtocol } from '../../shared/mail-protocols.ts'

/** A mail server's credential at our doors. */
export interface DoorKey {
  name: string
  secret: string
}

interface Server {
  protocol: MailProtocol
  host: string
  port: number
}

export interface DoorConfig {
  host: string
  port: number
  keys: DoorKey[]
  /** Where nginx leads a client on to, by address. */
  backends: Server[]
  /** What nginx shows to them instead of the client's password; null: the client's own. */
  backendPassword: string | null
}

const list = (text: string) => text.split(/[\s,]+/).filter(Boolean)

/** Each part read by itself; one that cannot be read makes the whole field wrong. */
const listOf = <T>(read: (part: string) => T | undefined, message: string) =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      const all = list(text).map(read)
      if (!all.includes(undefined)) return all as T[]
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })

function readKey(part: string): DoorKey | undefined {
  const [, name = '', secret = ''] = /^([\w.-]{1,32}):([\w+/=-]{32,256})$/.exec(part) ?? []
  return name === '' ? undefined : { name, secret }
}

function readServer(part: string): Server | undefined {
  const [, protocol = '', host = '', port = ''] = /^(\w+)=([\w.-]+|\[[\da-f:]+\]):(\d{1,5})$/i.exec(part) ?? []
  const known = mailProtocols.find((one) => one === protocol)
  return known && { protocol: known, host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) }
}

const origin = (part: string) =>
  URL.canParse(part) && /^https?:$/.test(new URL(part).protocol) ? new URL(part).origin : undefined

/** What the doors for mail servers read from the environment. */
export const doorFields = {
  DOORS_HOST: z.string().default('127.0.0.1'),
  DOORS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  DOORS_MODE: z.enum(['observe', 'enforce']).default('observe'),
  DOORS_KEYS: listOf(readKey, 'each is name:secret, the secret at least 32 letters and digits'),
  NGINX_BACKENDS: listOf(readServer, 'each is imap=192.0.2.1:143, pop3=… or smtp=…'),
  NGINX_BACKEND_PASSWORD: z.string().min(16, 'must have at least 16 characters').optional(),
  DOVEADM_URLS: listOf(origin, 'each is the origin of a doveadm listener, http://127.0.0.1:8081'),
  DOVEADM_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
  CLIENT_SERVERS: listOf(readServer, 'each is imap=mail.example.edu.cn:993, pop3=…:995 or smtp=…:465'),
}
type Fields = z.output<z.ZodObject<typeof doorFields>>

/** What one of them is nothing without. */
export function doorFaults({ DOORS_PORT, DOORS_KEYS, DOVEADM_URLS, DOVEADM_KEY }: Partial<Fields>): string[] {
  const names = (DOORS_KEYS ?? []).map(({ name }) => name)
  return [
    ...(DOORS_PORT !== undefined && names.length === 0 ? ['DOORS_KEYS is not set; every mail server needs one'] : []),
    ...(new Set(names).size < names.length ? ['DOORS_KEYS: every key needs a name of its own'] : []),
    ...((DOVEADM_URLS ?? []).length > 0 && DOVEADM_KEY === undefined ? ['DOVEADM_KEY is not set'] : []),
  ]
}

/** null: no doors. */
export const doorConfig = (e: Fields): DoorConfig | null =>
  e.DOORS_PORT === undefined
    ? null
    : {
        host: e.DOORS_HOST,
        port: e.DOORS_PORT,
        keys: e.DOORS_KEYS,
        backends: e.NGINX_BACKENDS,
        backendPassword: e.NGINX_BACKEND_PASSWORD ?? null,
      }

/** Ports that speak TLS from the first byte (RFC 8314); on any other STARTTLS is used. */
const tlsPorts = new Set([993, 995, 465])

export const clientServers = (e: Fields) =>
  e.CLIENT_SERVERS.map((server) => ({
    ...server,
    security: tlsPorts.has(server.port) ? ('tls' as const) : ('starttls' as const),
  }))
