import type { Context, Middleware, Next } from 'koa'
import Router from '@koa/router'
import type Provider from 'oidc-provider'
import type { Kick } from '../../core/kick.ts'
import { clientName } from './client-name.ts'
import { continueRequest } from './continue.ts'
import { currentProvider } from './current.ts'
import { endSession, signedOut } from './end-session.ts'
import { mailPassword } from './mail-password.ts'
import type { OpenidOptions } from './options.ts'
import { paths, uid } from './paths.ts'
import { sidOf } from './sid.ts'

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
    async (given: unknown, next: Next) => {
      const ctx = given as Context & { params: { id?: string } }
      const { id = '' } = ctx.params
      if (id !== '' && !uid.test(id)) return next()
      ctx.state.route = name
      await work(await current())(ctx, id)
    }
  router.get(
    paths.continue(':id'),
    route('GET /openid/continue', (provider) => continueRequest(options, provider)),
  )
  router.get(paths.client(':id'), route('GET /openid/client', clientName))
  router.get(
    paths.signedOut(':id'),
    route('GET /openid/signed-out', () => signedOut(options)),
  )
  router.get(
    paths.end,
    route('GET /openid/end', (provider) => endSession(options, provider)),
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

const theirs = new Set<string>([...Object.values(paths.provider), paths.discovery])
const resumed = new RegExp(`^${paths.provider.authorization}/[\\w-]{43}$`)

/** OpenID Connect for webmails and every other client that the operator has configured, on the public listener. */
export function openidDoor(options: OpenidOptions): OpenidDoor {
  const current = currentProvider(options)
  const own = routes(options, current)
  const ownRoutes = own.routes() as unknown as Middleware
  const provided: Middleware = async (ctx, next) => {
    const path = resumed.test(ctx.path) ? `${paths.provider.authorization}/:id` : ctx.path
    if (!theirs.has(ctx.path) && path === ctx.path) return next()
    ctx.state.route = path
    asPublic(ctx, options.services.settings.publicUrl)
    ctx.respond = false
    await (await current()).callback()(ctx.req, ctx.res)
  }
  return {
    middleware: (ctx, next) => ownRoutes(ctx, () => provided(ctx, next)),
    async endAtClient(clientId, { accountId, sessionId }) {
      const client = await (await current()).Client.find(clientId)
      // One that was taken out of the configuration has nobody to be told.
      if (!client?.backchannelLogoutUri || sessionId === undefined) return true
      const tell = client.backchannelLogout as (sub: string, sid: string) => Promise<void>
      return tell.call(client, accountId, sidOf(sessionId, clientId)).then(
        () => true,
        () => false,
      )
    },
  }
}
