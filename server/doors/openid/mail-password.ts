import type { Context } from 'koa'
import type Provider from 'oidc-provider'
import { Problem } from '../../core/problem.ts'
import { giveWebmailToken, sessionOfClient } from '../../core/webmail-tokens.ts'
import type { OpenidOptions } from './options.ts'

/** RFC 6750 §3. */
function refuse(ctx: Context, status: 401 | 403 | 409, error: string, scope = ''): void {
  ctx.status = status
  ctx.set('WWW-Authenticate', `Bearer error="${error}"${scope}`)
  ctx.body = { error }
}

/** A live access token and the session that it came of; null: 401. */
async function metBy({ services }: OpenidOptions, provider: Provider, ctx: Context) {
  const text = /^Bearer ([\x21-\x7e]+)$/i.exec(ctx.get('authorization'))?.[1] ?? ''
  const token = text === '' ? undefined : await provider.AccessToken.find(text)
  if (!token?.accountId || token.sessionUid === undefined || token.clientId === undefined) return null
  // Gone with a code that was used twice, though the token may have been written after that; or with the client's line in the configuration.
  if (!(await provider.Grant.find(token.grantId)) || !(await provider.Client.find(token.clientId))) return null
  const found = await sessionOfClient(services, token.sessionUid, token.accountId)
  return found && { ...found, clientId: token.clientId, isForMail: token.scopes.has('mail') }
}

/**
 * POST with an access token of scope `mail`: 200 { username, password, expires_in }, what mail servers take from this webmail as the mailbox's password
 * until the session is over. Asked again it is another one, and the one before is over. 401, 403: RFC 6750 §3.1; 409: a factor changed at this moment.
 */
export const mailPassword = (options: OpenidOptions, provider: Provider) => async (ctx: Context) => {
  const met = await metBy(options, provider, ctx)
  if (!met) return refuse(ctx, 401, 'invalid_token')
  if (!met.isForMail) return refuse(ctx, 403, 'insufficient_scope', ', scope="mail"')
  try {
    const { text, until } = await giveWebmailToken(options.services, met, met.clientId)
    const expiresIn = Math.floor((until.getTime() - options.services.now().getTime()) / 1_000)
    ctx.body = { username: met.account.address, password: text, expires_in: expiresIn }
  } catch (error) {
    if (error instanceof Problem && error.code === 'account.changed') return refuse(ctx, 409, 'temporarily_unavailable')
    throw error
  }
}
