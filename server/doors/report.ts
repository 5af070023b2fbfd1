import type { Context } from 'koa'
import { z } from 'zod'
import { limits } from '../../shared/limits.ts'
import { jsonBody } from '../http/body.ts'
import type { Answer } from './answer.ts'
import { isOwnProbe } from './loop.ts'
import { findProtocol, followMailbox, ipOf } from './mail-client.ts'
import type { DoorOptions } from './options.ts'

/** Of Dovecot's auth policy report; `how` is `app` when our own answer let the client in. */
const input = z.object({
  login: z.string().max(limits.addressLength),
  protocol: z.string(),
  remote: z.string().default(''),
  peer: z.string().optional(),
  success: z.boolean(),
  how: z.string().optional(),
  /** What the client says of itself: a question of our own directory is no mail client. */
  device_id: z.string().optional(),
})

const thanks: Answer = { status: 200, body: { status: 0, msg: '' } }

/** Dovecot tells how a sign-in ended (auth_policy_server_url): so we know who uses a mailbox password that another passdb took. Decides nothing. */
export const reportDoor = (options: DoorOptions) => async (ctx: Context) => {
  const {
    login,
    protocol,
    remote,
    peer = remote,
    success,
    how,
    device_id: clientId,
  } = input.parse(await jsonBody(ctx.req))
  // Dovecot tells of every service that it has, LMTP too.
  const known = findProtocol(protocol)
  if (known && success && how !== 'app' && !isOwnProbe(options, clientId))
    followMailbox(options, { user: login, secret: '', protocol: known, ip: ipOf(remote), peer: ipOf(peer) })
  return thanks
}
