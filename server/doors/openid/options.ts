import type { Context } from 'koa'
import type * as Oidc from 'oidc-provider'
import type { Account } from '../../core/account.ts'
import type { Services } from '../../core/services.ts'
import type { Session } from '../../core/session.ts'

/** In the words of OpenID Connect Dynamic Client Registration 1.0 §2; `mail`: a webmail, which is given what mail servers take. */
export interface OpenidClient {
  client_id: string
  client_secret: string
  client_name: string
  redirect_uris: string[]
  post_logout_redirect_uris: string[]
  backchannel_logout_uri?: string | undefined
  mail: boolean
}

/** The browser that asks, as it is signed in here. */
export interface Visitor {
  session: Session
  account: Account
}

export interface OpenidOptions {
  services: Services
  clients: readonly OpenidClient[]
  /** The page that says that a sign-in cannot go on; {{error}} is where the standard's error goes. */
  troublePage: string
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void }
  /** Who this browser is; null for nobody. */
  visitorOf(ctx: Context): Promise<Visitor | null>
  /** Counts one more request that waits here for somebody. @throws Problem('throttle.wait'). */
  countRequest(ctx: Context): Promise<void>
  /** Ends this browser's session, and takes its cookie. */
  signOut(ctx: Context, visitor: Visitor): Promise<void>
  /** An outbox was filled. */
  soon(): void
  /** The database is away: asked later it may be there. */
  isOutage(error: unknown): boolean
}

/** Loaded when there are clients: it is large, and most processes of a trial have none. */
export type Library = typeof Oidc
