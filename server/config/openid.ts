import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Environment } from './environment.ts'
import { isLoopback } from './loopback.ts'

const web = z.url({ protocol: /^https?$/ }).refine((text) => !text.includes('#'), 'must have no fragment')

/** One client, in the words of OpenID Connect Dynamic Client Registration 1.0 §2; `mail`: it is a webmail and gets what mail servers take. */
const client = z.strictObject({
  client_id: z.string().regex(/^[\w.-]{1,64}$/, 'must be 1–64 letters, digits, dots, - or _'),
  client_secret: z.string().min(32, 'must have at least 32 characters').max(256),
  client_name: z.string().min(1).max(40),
  redirect_uris: z.array(web).min(1),
  post_logout_redirect_uris: z.array(web).default([]),
  backchannel_logout_uri: web.optional(),
  mail: z.boolean().default(false),
})
export type OpenidClient = z.output<typeof client>

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

const urisOf = ({
  redirect_uris: back,
  post_logout_redirect_uris: out,
  backchannel_logout_uri: told,
}: OpenidClient) => [...back, ...out, ...(told === undefined ? [] : [told])]

/** Every fault of the clients' file; none without it. */
export function readOpenidClients(e: Partial<Environment>, faults: string[]): OpenidClient[] {
  const name = 'OPENID_CLIENTS_FILE'
  const path = e.OPENID_CLIENTS_FILE
  if (path === undefined) return []
  const found = parse(path)
  if (!Array.isArray(found)) {
    faults.push(`${name}: ${path} is not a readable JSON file with a list of clients`)
    return []
  }
  const clients = found.flatMap((one: unknown, index) => {
    const { success, data, error } = client.safeParse(one)
    if (success) return [data]
    const { path: at, message } = error.issues[0]!
    faults.push(`${name}: client ${index + 1}, ${at.join('.') || 'itself'}: ${message}`)
    return []
  })
  const ids = clients.map(({ client_id: id }) => id)
  if (new Set(ids).size < ids.length) faults.push(`${name}: every client needs a client_id of its own`)
  if (clients.some(({ mail }) => mail) && (e.WEBMAIL_NETWORKS ?? []).length === 0)
    faults.push('WEBMAIL_NETWORKS is not set; what a webmail is given would be good nowhere')
  // R14
  const isOpen = e.PUBLIC_URL !== undefined && !isLoopback(e.PUBLIC_URL)
  for (const one of isOpen ? clients : [])
    if (urisOf(one).some((text) => !text.startsWith('https:')))
      faults.push(`${name}: ${one.client_id}: every URI must be https`)
  return clients
}

/** Those who want to be told when somebody has signed out (OpenID Connect Back-Channel Logout 1.0). */
export const loggedOutOf = (clients: readonly OpenidClient[]) =>
  clients.filter(({ backchannel_logout_uri: uri }) => uri !== undefined).map(({ client_id: id }) => id)
