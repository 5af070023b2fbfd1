import type { Context } from 'koa'
import { z } from 'zod'
import { limits } from '../../shared/limits.ts'
import { decideMailSignIn, type MailVerdict } from '../core/mail-sign-in.ts'
import { jsonBody } from '../http/body.ts'
import type { Answer } from './answer.ts'
import { checkLoop } from './loop.ts'
import { follow, ipOf, protocolOf, textOf } from './mail-client.ts'
import type { DoorOptions } from './options.ts'

/** What dovecot/second-step.lua asks. `password64`: the bytes as they came, base64. */
const input = z.object({
  user: z.string().min(1).max(limits.addressLength),
  password64: z.base64().max(2 * limits.passwordLength),
  protocol: z.string(),
  ip: z.string().default(''),
  /** Who has connected, where a trusted webmail or proxy speaks for the client at `ip`. */
  peer: z.string().optional(),
  clientId: z.string().max(limits.passwordLength).optional(),
})

/** 503, and whatever is not one of the answers below: a temporary failure. */
export const unavailable: Answer = { status: 503, body: { is: 'unavailable' } }

const answers: { [Is in MailVerdict['is']]: (verdict: Extract<MailVerdict, { is: Is }>, now: Date) => Answer } = {
  ok: ({ account }) => ({ status: 200, body: { is: 'ok', user: account.address } }),
  next: () => ({ status: 200, body: { is: 'next' } }),
  wrong: () => ({ status: 401, body: { is: 'wrong' } }),
  wait: ({ until }, now) => {
    const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000))
    return { status: 429, body: { is: 'wait', seconds } }
  },
}

/** Dovecot, and Postfix through its SASL. Accounts without a factor are left to the site's own passdb. */
export const dovecotDoor = (options: DoorOptions) => async (ctx: Context) => {
  const { user, password64, protocol, ip, peer = ip, clientId } = input.parse(await jsonBody(ctx.req))
  checkLoop(options, user, clientId)
  const asked = {
    user,
    secret: textOf(Buffer.from(password64, 'base64')),
    protocol: protocolOf(protocol),
    ip: ipOf(ip),
    peer: ipOf(peer),
  }
  const verdict = await decideMailSignIn(options.services, asked)
  follow(options, asked, verdict)
  return answers[verdict.is](verdict as never, options.services.now())
}
