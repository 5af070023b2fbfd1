import { createTransport } from 'nodemailer'
import { limits } from '../../../shared/limits.ts'

export interface SmtpServer {
  host: string
  port: number
  /** TLS from the first byte (RFC 8314 §3.3). */
  isTls: boolean
  /** STARTTLS before anything is said (RFC 3207), or no mail at all. Off: plain, for a server on this machine. */
  mustUpgrade: boolean
  login: { user: string; password: string } | null
}

/** A server that drops an idle connection is not down: the mail goes once more, as long as nothing of it was sent. */
const attemptsMore = 1

/**
 * Connections to one mail server, opened when needed and used again. Certificates are always checked.
 * @param name what we call ourselves in EHLO; the machine's own name stays inside.
 */
export const openPool = ({ host, port, isTls, mustUpgrade, login }: SmtpServer, name: string) =>
  createTransport({
    pool: true,
    host,
    port,
    name,
    secure: isTls,
    requireTLS: mustUpgrade,
    // A server on this machine often offers TLS with a certificate that nobody signed.
    ignoreTLS: !mustUpgrade,
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    ...(login && { auth: { user: login.user, pass: login.password } }),
    maxConnections: limits.mailConnections,
    maxRequeues: attemptsMore,
    idleTimeout: limits.mailIdleConnection,
    dnsTimeout: limits.mailTimeout,
    connectionTimeout: limits.mailTimeout,
    greetingTimeout: limits.mailTimeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
