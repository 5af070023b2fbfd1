import { mailProtocols, type MailProtocol } from '../../shared/mail-protocols.ts'
import type { AppPasswords } from './answers.ts'

type Server = AppPasswords['servers'][number]

/** IMAP · SMTP, always in this order. */
export const protocolNames = (protocols: readonly MailProtocol[], between = ' · '): string =>
  inOrder(protocols)
    .map((protocol) => protocol.toUpperCase())
    .join(between)

const inOrder = (protocols: readonly MailProtocol[]) => mailProtocols.filter((each) => protocols.includes(each))

/** What a mail client is told, for these protocols only: the servers that the operator has named, and the protocols without one. */
export function setupFor(protocols: readonly MailProtocol[], servers: readonly Server[]) {
  const rows = inOrder(protocols).flatMap((each) => servers.filter(({ protocol }) => protocol === each))
  const missing = inOrder(protocols).filter((each) => rows.every(({ protocol }) => protocol !== each))
  return { rows, missing }
}

/** As mail clients write it. */
export const securityNames: Record<Server['security'], string> = { tls: 'SSL/TLS', starttls: 'STARTTLS' }
