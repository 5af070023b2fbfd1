import type { AddressInfo } from 'node:net'
import { note } from '../../after/ledger.ts'
import { makeCertificate } from '../certificate.ts'
import { close, listen } from '../control-listener.ts'
import { createControl } from './control-api.ts'
import { connectSmtpControl, type SmtpControl } from './control.ts'
import { createWire, type WireOptions } from './wire.ts'
import { createWorld } from './world.ts'

export interface SmtpStandinOptions extends Omit<WireOptions, 'tls'> {
  /** A free one when absent. */
  port?: number
  controlPort?: number
  /** Plain when absent. */
  tls?: 'starttls' | 'implicit'
  /** Whom the certificate names; 127.0.0.1 when absent. */
  certificateFor?: string
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
  url.username = encodeURIComponent(login?.user ?? '')
  url.password = encodeURIComponent(login?.password ?? '')
  return url.href
}

/** A stand-in for a mail server on loopback: the wire, and a control listener for mails and faults. */
export async function startSmtp(options: SmtpStandinOptions = {}): Promise<SmtpStandin> {
  note('SMTP password', options.login?.password)
  const made = options.tls && makeCertificate(options.certificateFor ?? '127.0.0.1')
  const world = createWorld()
  const wire = createWire(world, { ...options, tls: made && { ...made, isImplicit: options.tls === 'implicit' } })
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
