import { isIP } from 'node:net'
import type { MailProtocol } from '../../shared/mail-protocols.ts'
import { maskAddress } from '../core/account.ts'
import { plainAddress } from '../core/client-address.ts'
import { noteMailboxUse, noteUse, noteWebmailUse, type MailSignIn, type MailVerdict } from '../core/mail-sign-in.ts'
import type { DoorOptions } from './options.ts'

/** A mail server's names for what we call by three. */
const protocols = new Map<string, MailProtocol>([
  ['imap', 'imap'],
  ['pop3', 'pop3'],
  ['smtp', 'smtp'],
  ['submission', 'smtp'],
  // The same mailbox by other words: rules, and an administrator's `doveadm auth test`.
  ['sieve', 'imap'],
  ['doveadm', 'imap'],
])

export const findProtocol = (name: string) => protocols.get(name)

/** @throws Error for one that no app password is made for. */
export function protocolOf(name: string): MailProtocol {
  const protocol = findProtocol(name)
  if (!protocol) throw new Error('protocol')
  return protocol
}

/** The client's address; 0.0.0.0 where a mail server does not tell it. */
export function ipOf(text: string): string {
  const ip = plainAddress(text)
  return isIP(ip) ? ip : '0.0.0.0'
}

/** As UTF-8, else byte by byte: a no-break space arrives as the bare A0 from clients that speak Latin-1. */
export function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}

/** For people and for fail2ban. Addresses of mailboxes are masked, as in every line. */
const line = (verb: string, { user, ip, protocol }: MailSignIn, reason: string) =>
  `second-step: ${verb}: user=<${maskAddress(user)}> client=${ip} protocol=${protocol} reason=${reason}`

/** What follows from a verdict beside the answer: it neither waits for it nor fails with it. */
export function follow({ services, log, soon }: DoorOptions, asked: MailSignIn, verdict: MailVerdict): void {
  // Only a new wrong secret: an old phone that asks all night bans no campus.
  if (verdict.is === 'wrong' && verdict.isNew) log.info({}, line('auth failed', asked, verdict.why))
  if (verdict.is === 'next' && verdict.wouldBe) log.info({}, line('would refuse', asked, verdict.wouldBe))
  if (verdict.is !== 'ok') return soon()
  afterwards(log, 'password' in verdict ? noteUse(services, verdict, asked) : noteWebmailUse(services, verdict.session))
}

/** A mailbox password let this client in. */
export const followMailbox = ({ services, log }: DoorOptions, asked: MailSignIn): void =>
  afterwards(log, noteMailboxUse(services, asked))

function afterwards(log: DoorOptions['log'], work: Promise<unknown>): void {
  work.catch((error: unknown) => log.error({ error: (error as Error).name }, 'mail client'))
}
