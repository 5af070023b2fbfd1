import type { AddressInfo } from 'node:net'
import { note } from '../../after/ledger.ts'
import { makeCertificate } from '../certificate.ts'
import { close, listen } from '../control-listener.ts'
import { createControl } from './control-api.ts'
import { connectSmtpControl, type SmtpControl } from './control.ts'
import { createWire } from './wire.ts'
import { createWorld } from './world.ts'

export interface SmtpStandinOptions {
  /** A free one when absent. */
  port?: number
  controlPort?: number
  /** Plain when absent. */
  tls?: 'starttls' | 'implicit'
  /** Whom the certificate names; 127.0.0.1 when absent. */
  certificateFor?: string
  login?: { user: string; password: string }
  /** Return paths that are taken beside the null one. */
  senders?: readonly string[]
}

export interface SmtpStandin extends SmtpControl {
  /** For SMTP_URL, with the login in it. */
  url: string
  port: number
  controlUrl: string
  /** Signs itself: whom to trust, PEM. Empty without TLS. */
  certificate: string
  stop(): Promise<void>
}

function urlOf({ tls, login }: SmtpStandinOptions, port: number): string {
  const url = new URL(`${tls === 'implicit' ? 'smtps' : 'smtp'}://127.0.0.1:${port}`)
  // Set one by one, so that they are encoded for a URL.
  url.username = login?.user ?? ''
  url.password = login?.password ?? ''
  return url.href
}

/** A stand-in for a mail server on loopback: the wire, and a control listener for mails and faults. */
export async function startSmtp(options: SmtpStandinOptions = {}): Promise<SmtpStandin> {
  const { login, senders } = options
  note('SMTP password', login?.password)
  const made = options.tls && makeCertificate(options.certificateFor ?? '127.0.0.1')
  const world = createWorld()
  const wire = createWire(world, { login, senders, tls: made && { ...made, isImplicit: options.tls === 'implicit' } })
  const control = createControl(world)
  await new Promise<void>((resolve, reject) => {
    wire.server.server.once('error', reject)
    wire.server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const controlUrl = await listen(control, options.controlPort ?? 0)
  const { port } = wire.server.server.address() as AddressInfo
  async function stop() {
    const ended = new Promise<void>((resolve) => wire.server.close(() => resolve()))
    for (const socket of wire.sockets.values()) socket.destroy()
    await Promise.all([ended, close(control)])
  }
  return {
    ...connectSmtpControl(controlUrl),
    url: urlOf(options, port),
    port,
    controlUrl,
    certificate: made?.cert ?? '',
    stop,
  }
}
