import type { Context } from 'koa'
import type { MailProtocol } from '../../shared/mail-protocols.ts'
import { decideMailSignIn, type MailSignIn } from '../core/mail-sign-in.ts'
import { checkMailboxPassword } from '../core/mailbox-password.ts'
import type { Answer } from './answer.ts'
import { checkLoop } from './loop.ts'
import { follow, followMailbox, ipOf, protocolOf, textOf } from './mail-client.ts'
import type { DoorOptions } from './options.ts'

/** RFC 5530 and RFC 3206 codes go before the text; nginx has a header for those of SMTP (RFC 4954 §6). */
const codes = {
  wrong: { imap: '[AUTHENTICATIONFAILED] ', pop3: '[AUTH] ', smtp: '', error: '535 5.7.8' },
  temporary: { imap: '[UNAVAILABLE] ', pop3: '[SYS/TEMP] ', smtp: '', error: '454 4.7.0' },
} as const

/** nginx reads headers and no status: what is not `Auth-Status: OK` lets nobody in. */
const refusal = (kind: keyof typeof codes, protocol: MailProtocol, text: string, wait = false): Answer => ({
  status: 200,
  headers: {
    'Auth-Status': `${codes[kind][protocol]}${text}`,
    ...(protocol === 'smtp' && { 'Auth-Error-Code': codes[kind].error }),
    ...(wait && { 'Auth-Wait': '2' }),
  },
  body: '',
})

const protocolIn = (ctx: Context): MailProtocol => protocolOf(ctx.get('auth-protocol'))

/** Also where the request itself cannot be read. */
export function nginxUnavailable(ctx: Context): Answer {
  const name = ctx.get('auth-protocol')
  const protocol = name === 'imap' || name === 'pop3' ? name : 'smtp'
  return refusal('temporary', protocol, 'Temporary authentication failure')
}

/** Some bytes come as %XX, others as they are; Node shows each byte as one character. */
const headerText = (value: string) =>
  textOf(
    Buffer.from(
      value.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ),
  )

const longestTry = 3

/** Held for a while, and ended with the fourth try of a connection. */
const isHeld = (ctx: Context) => Number(ctx.get('auth-login-attempt') || 1) <= longestTry

function admitted({ backends, backendPassword }: DoorOptions, protocol: MailProtocol, user: string): Answer {
  const backend = backends.find((one) => one.protocol === protocol)
  if (!backend) throw new Error('NGINX_BACKENDS')
  return {
    status: 200,
    headers: {
      'Auth-Status': 'OK',
      'Auth-Server': backend.host,
      'Auth-Port': String(backend.port),
      'Auth-User': user,
      ...(backendPassword !== null && { 'Auth-Pass': backendPassword }),
    },
    body: '',
  }
}

const failed = 'Invalid login or password'

/** nginx's mail proxy (ngx_mail_auth_http_module). There is nobody behind us to ask: the mailbox password is checked by the directory. */
export const nginxDoor = (options: DoorOptions) => async (ctx: Context) => {
  const { services } = options
  const protocol = protocolIn(ctx)
  const asked: MailSignIn = {
    user: headerText(ctx.get('auth-user')),
    secret: headerText(ctx.get('auth-pass')),
    protocol,
    ip: ipOf(ctx.get('client-ip')),
    peer: ipOf(ctx.get('client-ip')),
  }
  checkLoop(options, asked.user)
  // The other methods need the password in clear (APOP, CRAM-MD5): we have none.
  if (ctx.get('auth-method') !== 'plain') return refusal('wrong', protocol, failed)
  const verdict = await decideMailSignIn(services, asked)
  follow(options, asked, verdict)
  if (verdict.is === 'ok') return admitted(options, protocol, verdict.account.address)
  if (verdict.is === 'next') return admitByMailbox(options, ctx, asked)
  const isMailbox = verdict.is === 'wrong' && verdict.why === 'mailbox-password'
  // Said to nobody but who has the right mailbox password (R9).
  const text = isMailbox ? `Application-specific password required: ${services.settings.publicUrl}/help` : failed
  return refusal('wrong', protocol, text, isHeld(ctx))
}

async function admitByMailbox(options: DoorOptions, ctx: Context, asked: MailSignIn): Promise<Answer> {
  const checked = await checkMailboxPassword(options.services, asked)
  if (checked.is !== 'ok') return refusal('wrong', asked.protocol, failed, isHeld(ctx))
  followMailbox(options, asked)
  return admitted(options, asked.protocol, checked.user.address)
}
