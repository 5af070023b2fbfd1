import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { SendMailOptions } from 'nodemailer'
import { limits } from '../../../shared/limits.ts'
import type { Delivery, Mail, Mailer } from '../../core/outbound.ts'
import { judge, replyCodeOf } from './judge.ts'
import { openPool, type SmtpServer } from './pool.ts'

/** A mail that did not go for certain. Neither address nor subject nor what the server wrote: that often repeats the address. */
export interface MailEvent {
  is: 'refused' | 'unknown'
  why?: 'target' | 'limit' | 'down'
  /** The server's reply code (RFC 5321 §4.2), when it gave one. */
  code?: number
}

export interface SmtpOptions {
  server: SmtpServer
  from: { name: string; address: string }
  /** One event for each mail that is refused or unknown. */
  log?: (event: MailEvent) => void
}

export interface SmtpMailer extends Mailer {
  /** Mails under way still go; no new one does. */
  stop(): void
}

// nodemailer reads a list, a group or a name into any text, so nothing but a dot-atom goes there (RFC 5322 §3.2.3). Many servers
// refuse other letters than ASCII before the @ (RFC 6531); behind it they become punycode.
const single = /^[\w.!#$%&'*+/=?^`{|}~-]+@[^\s\p{Cc}()<>[\]:;@\\,"]+$/u

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/**
 * Mails over SMTP (RFC 5321). The return path is null and the mail says that a program wrote it (RFC 3834 §4–5):
 * no bounce and no out-of-office answer comes back.
 */
const compose = ({ to, subject, text, html }: Mail, from: SmtpOptions['from']): SendMailOptions => ({
  envelope: { from: '', to: [to] },
  from,
  to: { name: '', address: to },
  subject,
  text,
  html,
  messageId: `<${randomUUID()}@${domainOf(from.address)}>`,
  date: new Date(),
  headers: { 'Auto-Submitted': 'auto-generated' },
})

export function createSmtpMailer({ server, from, log }: SmtpOptions): SmtpMailer {
  const pool = openPool(server, domainOf(from.address))
  // nodemailer reads a mail's body only once the server has asked for it (354).
  const bodies = new WeakMap<AbortSignal, Readable[]>()
  pool.use('stream', ({ message, data }, done) => {
    message.processFunc((body: Readable) => {
      bodies.get(data.signal!)?.push(body)
      return body
    })
    done()
  })

  function logged(delivery: Exclude<Delivery, { is: 'sent' }>, code?: number): Delivery {
    log?.(code === undefined ? delivery : { ...delivery, code })
    return delivery
  }

  function failed(error: unknown, signal: AbortSignal): Delivery {
    const hasBegun = bodies.get(signal)!.some((body) => body.readableDidRead)
    const failure = error instanceof Error ? error : {}
    return logged(judge(failure, hasBegun), replyCodeOf(failure))
  }

  return {
    async send(mail) {
      if (!single.test(mail.to)) return logged({ is: 'refused', why: 'target' })
      const signal = AbortSignal.timeout(limits.mailTimeout)
      bodies.set(signal, [])
      try {
        await pool.sendMail({ ...compose(mail, from), signal })
        return { is: 'sent' }
      } catch (error) {
        return failed(error, signal)
      }
    },
    stop: () => pool.close(),
  }
}
