import { addressOf } from '../core/mail-sign-in.ts'
import { isCanary, isProbe } from '../core/probe.ts'
import type { DoorOptions } from './options.ts'

/** What a client says of itself (IMAP ID), among other things. */
const probe = /probe\.[\w-]{22}\.[\w.-]+/

/** Sent by our own directory. */
export const isOwnProbe = ({ services }: Pick<DoorOptions, 'services'>, clientId = '') =>
  isProbe(services.keys, probe.exec(clientId)?.[0] ?? '')

/**
 * A question of our own comes back: DIRECTORY=imap asks a mail server that asks us. Refused for the time being, or people with a factor could never sign
 * in to the portal. @throws Error.
 */
export function checkLoop({ services, log }: DoorOptions, user: string, clientId = ''): void {
  if (!isOwnProbe({ services }, clientId) && !isCanary(services.keys, addressOf(services, user))) return
  log.error({}, 'door.loop: the mail server behind IMAP_DIRECTORY_URL asks this door; lead it to the original passdb')
  throw new Error('door.loop')
}
