import type { DirectoryEvent } from '../../server/directory/ask.ts'
import { createLdapDirectory, type LdapOptions } from '../../server/directory/ldap/ldap.ts'
import { service, suffix } from '../standins/ldap/configuration.ts'

type Changes = Partial<Omit<LdapOptions, 'server'>> & Partial<LdapOptions['server']>

export const ip = '203.0.113.9'

/** A directory as the configuration makes it, at this port. */
export function connectLdap(port: number, { isTls, mustUpgrade, ca, host, ...changes }: Changes = {}) {
  const events: DirectoryEvent[] = []
  const directory = createLdapDirectory({
    server: {
      host: host ?? '127.0.0.1',
      port,
      isTls: isTls ?? false,
      mustUpgrade: mustUpgrade ?? false,
      ca: ca ?? null,
    },
    bindDn: service.dn,
    bindPassword: service.password,
    base: suffix,
    filter: { text: '(mail={address})', places: [{ attribute: 'mail', before: '' }] },
    id: 'entryUUID',
    address: 'mail',
    log: (event) => events.push(event),
    ...changes,
  })
  const check = (address: string, password: string) => directory.check(address, password, ip)
  return { check, events, stop: directory.stop }
}

/** How a question ended: with a user, without, or with a problem; and how long it took. */
export async function ended(question: Promise<{ id: string } | undefined>) {
  const began = Date.now()
  const is = await question.then(
    (user) => (user ? 'right' : 'wrong'),
    (error: { code?: string }) => error.code,
  )
  return { is, ms: Date.now() - began }
}

export const unavailable = 'directory.unavailable'
