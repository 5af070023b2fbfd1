import type { Context } from 'koa'
import type Provider from 'oidc-provider'
import { limits } from '../../../shared/limits.ts'
import type { OpenidClient, OpenidOptions } from './options.ts'
import { showTrouble } from './trouble.ts'

const kind = 'SignOut'

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** The client whose ID token this is, and whose; also when the token is over. null: not ours. */
async function hintOf(provider: Provider, clients: readonly OpenidClient[], hint: string) {
  for (const { client_id: id } of clients) {
    const client = await provider.Client.find(id)
    try {
      const { payload } = await provider.IdToken.validate(hint, client!)
      return { clientId: id, sub: payload.sub }
    } catch {
      // Of another client, or of nobody.
    }
  }
  return null
}

/** Only what the client has registered. */
function wayBack(
  clients: readonly OpenidClient[],
  clientId: string | undefined,
  { query }: Pick<Context, 'query'>,
): string | null {
  const wanted = textOf(query.post_logout_redirect_uri)
  const client = clients.find(({ client_id: id }) => id === clientId)
  if (wanted === undefined || !client?.post_logout_redirect_uris.includes(wanted)) return null
  const url = new URL(wanted)
  const state = textOf(query.state)
  if (state !== undefined) url.searchParams.set('state', state)
  return url.href
}

/**
 * OpenID Connect RP-Initiated Logout 1.0. A client that shows an ID token of the account that is signed in here signs it out, everywhere; for any other the
 * person is asked (§2). Database writes: 1. the session's end, with the event that tells the clients. A kill after it: the browser asks again and is led back.
 * Or, when the person is asked: where to go afterwards.
 */
export const endSession = (options: OpenidOptions, provider: Provider) => async (ctx: Context) => {
  const { clients, services } = options
  const hint = textOf(ctx.query.id_token_hint)
  const known = hint === undefined ? null : await hintOf(provider, clients, hint)
  const named = textOf(ctx.query.client_id)
  const clientId = known?.clientId ?? named
  const back = wayBack(clients, clientId, ctx)
  const isWrong =
    (hint !== undefined && !known) ||
    (named !== undefined && named !== clientId) ||
    (textOf(ctx.query.post_logout_redirect_uri) !== undefined && back === null)
  if (isWrong) {
    ctx.status = 400
    return showTrouble(ctx, options, 'invalid_request')
  }
  const visitor = await options.visitorOf(ctx)
  if (visitor && visitor.account.id !== known?.sub) return ask(options, ctx, back)
  if (visitor) await options.signOut(ctx, visitor)
  ctx.redirect(back ?? `${services.settings.publicUrl}/sign-in`)
}

async function ask(
  { services: { keys, openid, now } }: OpenidOptions,
  ctx: Context,
  back: string | null,
): Promise<void> {
  if (back === null) return ctx.redirect('/sign-out')
  const id = keys.token()
  const expiresAt = new Date(now().getTime() + limits.openidRequestLife)
  await openid.put({ mark: keys.mac('openid', kind, id), payload: back, grantId: null, accountId: null, expiresAt })
  ctx.redirect(`/sign-out?for=${id}`)
}

/** The person has answered: back to the client that asked. */
export const signedOut =
  ({ services: { keys, openid, now } }: OpenidOptions) =>
  async (ctx: Context, id: string) => {
    const row = await openid.find(keys.macs('openid', kind, id), now())
    ctx.redirect(row?.payload ?? '/sign-in')
  }
