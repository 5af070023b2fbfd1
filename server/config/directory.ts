import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { FilterParser } from 'ldapts'
import { z } from 'zod'
import { readBy, readServer, type ServerAddress } from './server-field.ts'

/** Whom it trusts: certificates in PEM, instead of those that Node.js brings. */
type Trusting = ServerAddress & { ca: string | null }

export type DirectoryConfig =
  | { kind: 'local' }
  | { kind: 'imap'; server: Trusting; domains: string[] }
  | {
      kind: 'ldap'
      server: Trusting
      bindDn: string
      bindPassword: string
      base: string
      filter: { text: string; places: Place[] }
      /** Names of attributes. */
      id: string
      address: string
    }

/** A login has its own variables; one in the URL is a mistake. */
const serverAt = (ports: Readonly<Record<string, number>>) => (text: string) => {
  const read = readServer(text, ports)
  return read && read.username === '' && read.password === '' ? read.server : undefined
}

/** An attribute that the address is looked for in, and what stands before it there: smtp: in Active Directory's proxyAddresses. */
interface Place {
  attribute: string
  before: string
}

/** One pair of parentheses around all the others; those of a value are written \\28 and \\29. The library's parser is content with less. */
function isClosed(text: string): boolean {
  let depth = 0
  const depths = [...text].map((char) => (depth += Number(char === '(') - Number(char === ')')))
  return depth === 0 && depths.indexOf(0) === text.length - 1
}

/** @returns undefined unless it is a filter (RFC 4515) in which every {address} is the end of a value that must be equal. */
function readFilter(text: string): { text: string; places: Place[] } | undefined {
  const found = [...text.matchAll(/\(([\w-]+)=([^()*\\{}]*)\{address\}\)/g)]
  const places = found.map(([, attribute = '', before = '']) => ({ attribute, before }))
  if (!isClosed(text) || places.length === 0 || places.length < text.split('{address}').length - 1) return undefined
  try {
    FilterParser.parseString(text.replaceAll('{address}', 'x'))
    return { text, places }
  } catch {
    return undefined
  }
}

const attribute = z.string().regex(/^[a-z][a-z0-9-]*$/i, 'must be the name of an attribute')

export const directoryFields = {
  DIRECTORY: z.enum(['local', 'imap', 'ldap']).default('local'),
  IMAP_DIRECTORY_URL: readBy(
    serverAt({ 'imaps:': 993, 'imap:': 143 }),
    'must be imaps://host:993 or imap://host:143, without a user',
  ),
  LDAP_URL: readBy(serverAt({ 'ldaps:': 636, 'ldap:': 389 }), 'must be ldaps://host:636 or ldap://host:389, alone'),
  LDAP_BIND_DN: z.string().optional(),
  LDAP_BIND_PASSWORD: z.string().optional(),
  LDAP_BASE: z.string().optional(),
  LDAP_FILTER: readBy(readFilter, 'must be a filter (RFC 4515) with {address} at the end of a value').prefault(
    '(mail={address})',
  ),
  LDAP_ID: attribute.default('entryUUID'),
  LDAP_ADDRESS: attribute.default('mail'),
  DIRECTORY_CA_FILE: z.string().optional(),
}
type Fields = z.output<z.ZodObject<typeof directoryFields>> & { MAIL_DOMAINS: string[] }

const needed = {
  local: [],
  // Who may sign in by IMAP: servers often read several spellings as one mailbox, and each would be an account of its own.
  imap: ['IMAP_DIRECTORY_URL', 'MAIL_DOMAINS'],
  ldap: ['LDAP_URL', 'LDAP_BIND_DN', 'LDAP_BIND_PASSWORD', 'LDAP_BASE'],
} as const satisfies Record<Fields['DIRECTORY'], readonly (keyof Fields)[]>

function readCa(path: string | undefined, faults: string[]): string | null {
  if (path === undefined) return null
  try {
    const text = readFileSync(path, 'utf8')
    const { raw } = new X509Certificate(text)
    return raw.length > 0 ? text : null
  } catch {
    faults.push(`DIRECTORY_CA_FILE: ${path} is not a readable file of certificates (PEM)`)
    return null
  }
}

/** @param given what is set at all. What is wrong with it goes into `faults`, and then the answer is not to be used. */
export function readDirectory(e: Partial<Fields>, given: object, faults: string[]): DirectoryConfig {
  const kind = e.DIRECTORY ?? 'local'
  const isMissing = (name: keyof Fields) => !(name in given) || (name === 'MAIL_DOMAINS' && e[name]?.length === 0)
  for (const name of needed[kind]) if (isMissing(name)) faults.push(`${name} is not set; DIRECTORY=${kind} needs it`)
  const ca = readCa(e.DIRECTORY_CA_FILE, faults)
  return made(kind, e as Required<Fields>, ca)
}

function made(kind: Fields['DIRECTORY'], e: Required<Fields>, ca: string | null): DirectoryConfig {
  if (kind === 'local') return { kind }
  if (kind === 'imap') return { kind, server: { ...e.IMAP_DIRECTORY_URL!, ca }, domains: e.MAIL_DOMAINS }
  return {
    kind,
    server: { ...e.LDAP_URL!, ca },
    bindDn: e.LDAP_BIND_DN!,
    bindPassword: e.LDAP_BIND_PASSWORD!,
    base: e.LDAP_BASE!,
    filter: e.LDAP_FILTER!,
    id: e.LDAP_ID,
    address: e.LDAP_ADDRESS,
  }
}
