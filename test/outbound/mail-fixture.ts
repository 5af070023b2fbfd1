import { readConfig } from '../../server/config/config.ts'
import type { Delivery, Mail } from '../../server/core/outbound.ts'
import { createSmtpMailer, type MailEvent, type SmtpMailer } from '../../server/outbound/smtp/mailer.ts'
import type { SmtpServer } from '../../server/outbound/smtp/pool.ts'
import { keepLog } from '../after/evidence.ts'
import { note } from '../after/ledger.ts'

export const to = 'backup.of.zhang@example.org'
export const code = '402771'
note('address', to)
note('six-digit code', code)
export const mail: Mail = { to, subject: '【验证码】短信', text: `验证码\n\n${code}`, html: `<p>验证码 ${code}</p>` }

const trial = {
  PUBLIC_URL: 'http://localhost:8080',
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: '0123456789abcdef0123456789abcdef',
  MAIL_FROM: '邮箱安全助手 <noreply@cqu.edu.cn>',
}

export interface Client {
  mailer: SmtpMailer
  events: MailEvent[]
}

/** The product's mailer as its configuration makes it, and what it logged. @param changes what the configuration would refuse on this machine. */
export function connect(url: string, changes: Partial<SmtpServer> = {}): Client {
  const { server, from } = readConfig({ ...trial, SMTP_URL: url }).mail!
  const events: MailEvent[] = []
  const log = (event: MailEvent): void => {
    events.push(event)
    keepLog(`mail-${process.pid}`, `${JSON.stringify(event)}\n`)
  }
  return { mailer: createSmtpMailer({ server: { ...server, ...changes }, from, log }), events }
}

/** What became of it, and after how many milliseconds. */
export async function timed(sending: Promise<Delivery>) {
  const start = performance.now()
  const delivery = await sending
  return { delivery, ms: performance.now() - start }
}
