import type { Context, Middleware } from 'koa'
import Router from '@koa/router'
import type Provider from 'oidc-provider'
import type { Kick } from '../../core/kick.ts'
import { Problem } from '../../core/problem.ts'
import { sessionOfClient } from '../../core/webmail-tokens.ts'
import { clientName } from './client-name.ts'
import { continueRequest } from './continue.ts'
import { currentProvider } from './current.ts'
import { endSession, signedOut } from './end-session.ts'
import { mailPassword } from './mail-password.ts'
import type { OpenidOptions } from './options.ts'
import { paths, uid } from './paths.ts'
import { sidOf } from './sid.ts'
import { orOutage } from './trouble.ts'

export interface OpenidDoor {
  middleware: Middleware
  /** Tells a client that a session is over (OpenID Connect Back-Channel Logout 1.0 §2.5). @returns whether it has taken it. */
  endAtClient(clientId: string, kick: Pick<Kick, 'accountId' | 'sessionId'>): Promise<boolean>
}

/** Ours are pages, and what oidc-provider has no endpoint for. */
function routes(options: OpenidOptions, current: () => Promise<Provider>): Router {
  const router = new Router({ strict: true, sensitive: true })
  const route =
    (name: string, work: (provider: Provider) => (ctx: Context, id: string) => Promise<void>) =>
    async (given: unknown) => {
      const ctx = given as Context & { params: { id?: string } }
      const { id = '' } = ctx.params
      if (id !== '' && !uid.test(id)) throw new Problem('request.not-found')
      ctx.state.route = name
      await work(await current())(ctx, id)
    }
  const page = (...given: Parameters<typeof route>) => {
    const work = route(...given)
    return (ctx: unknown) => orOutage(ctx as Context, options, () => work(ctx))
  }
  router.get(
    paths.continue(':id'),
    page('GET /openid/continue', (provider) => continueRequest(options, provider)),
  )
  router.get(paths.client(':id'), route('GET /openid/client', clientName))
  router.get(
    paths.signedOut(':id'),
    page('GET /openid/signed-out', () => signedOut(options)),
  )
  router.get(
    paths.end,
    page('GET /openid/end', (provider) => endSession(options, provider)),
  )
  router.post(
    paths.mailPassword,
    route('POST /openid/mail-password', (provider) => mailPassword(options, provider)),
  )
  return router
}

/** The request as the world sees it. */
function asPublic({ req }: Context, publicUrl: string): void {
  const { host, protocol } = new URL(publicUrl)
  req.headers.host = host
  req.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  delete req.headers['x-forwarded-host']
}

const { authorization, token, userinfo, jwks, revocation } = paths.provider
const resumed = new RegExp(`^${authorization}/[\\w-]{43}$`)
const read = ['GET', 'HEAD']

/** What oidc-provider is asked, and how. OPTIONS would be for pages of other sites, which ask nothing here (spec R17). */
const theirs: ReadonlyMap<string, readonly string[]> = new Map([
  [authorization, read],
  [token, ['POST']],
  [userinfo, [...read, 'POST']],
  [jwks, read],
  [revocation, ['POST']],
  [paths.discovery, read],
])

/** OpenID Connect for webmails and every other client that the operator has configured, on the public listener. */
export function openidDoor(options: OpenidOptions): OpenidDoor {
  const current = currentProvider(options)
  const own = routes(options, current)
  const ownRoutes = own.routes() as unknown as Middleware
  const provided: Middleware = async (ctx, next) => {
    const isResumed = resumed.test(ctx.path)
    const methods = isResumed ? read : theirs.get(ctx.path)
    if (!methods) return next()
    ctx.state.route = isResumed ? `${authorization}/:id` : ctx.path
    if (!methods.includes(ctx.method)) {
      ctx.set('Allow', methods.join(', '))
      throw new Problem('request.method')
    }
    asPublic(ctx, options.services.settings.publicUrl)
    const provider = await current()
    // Not before: what is thrown up to here is answered by us.
    ctx.respond = false
    await provider.callback()(ctx.req, ctx.res)
  }
  return {
    middleware: (ctx, next) => ownRoutes(ctx, () => provided(ctx, next)),
    async endAtClient(clientId, { accountId, sessionId }) {
      const client = await (await current()).Client.find(clientId)
      // One that was taken out of the configuration has nobody to be told.
      if (!client?.backchannelLogoutUri || sessionId === undefined) return true
      // It has got what it lacked for a moment.
      if (await sessionOfClient(options.services, sessionId, accountId)) return true
      const tell = client.backchannelLogout as (sub: string, sid: string) => Promise<void>
      return tell.call(client, accountId, sidOf(sessionId, clientId)).then(
        () => true,
        () => false,
      )
    },
  }
}
