import type Koa from 'koa'
import type Provider from 'oidc-provider'
import type { ClientMetadata, Configuration, JWK } from 'oidc-provider'
import { limits } from '../../../shared/limits.ts'
import { acrs } from '../../core/openid.ts'
import type { SigningKey } from '../../core/openid-keys.ts'
import { openidAdapter } from './adapter.ts'
import type { Library, OpenidClient, OpenidOptions } from './options.ts'
import { paths } from './paths.ts'
import { findAccount, policy } from './policy.ts'
import { correctFault, isLost, lost, showFault } from './trouble.ts'

const seconds = (ms: number) => Math.floor(ms / 1_000)

const metadataOf = ({ mail, backchannel_logout_uri: told, ...client }: OpenidClient): ClientMetadata => ({
  ...client,
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  response_modes: ['query'],
  scope: ['openid', 'email', ...(mail ? ['mail'] : [])].join(' '),
  ...(told !== undefined && { backchannel_logout_uri: told, backchannel_logout_session_required: true }),
})

const cookie = { signed: true, httpOnly: true, secure: true, sameSite: 'lax', overwrite: true } as const

const cookies = {
  names: { session: '__Host-openid', interaction: '__Secure-openid', resume: '__Secure-openid-resume' },
  long: { ...cookie, path: '/' },
  short: cookie,
}

/** What is switched off is not ours: consent, sign-out (end-session.ts), and whatever else a small door does not need. */
const features: Configuration['features'] = {
  devInteractions: { enabled: false },
  rpInitiatedLogout: { enabled: false },
  resourceIndicators: { enabled: false },
  dPoP: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  backchannelLogout: { enabled: true },
  claimsParameter: { enabled: true },
  revocation: { enabled: true, allowedPolicy: (_, { clientId }, token) => token.clientId === clientId },
}

const ttl: Configuration['ttl'] = {
  Interaction: seconds(limits.openidRequestLife),
  AuthorizationCode: seconds(limits.openidCodeLife),
  AccessToken: seconds(limits.openidAccessLife),
  IdToken: seconds(limits.openidIdTokenLife),
  // Longer than any session of ours, with which they end (findAccount).
  RefreshToken: seconds(limits.sessionLife),
  Grant: seconds(limits.sessionLife),
  Session: seconds(limits.sessionLife),
}

/**
 * Only what the operator has configured is called, and a webmail may well have a private address, which oidc-provider's own dispatcher refuses to
 * connect to. Nothing of an answer is read but its status.
 */
const tell: NonNullable<Configuration['fetch']> = async (url, init = {}) => {
  const { dispatcher: _, ...more } = init as RequestInit & { dispatcher?: unknown }
  const response = await fetch(url, more)
  await response.body?.cancel()
  return response
}

/** TLS ends at the proxy; the cookies are for it. */
function secureCookies(provider: Provider): void {
  const createContext = provider.createContext.bind(provider)
  provider.createContext = (req, res) => {
    const ctx = createContext(req, res)
    ctx.cookies.secure = true
    return ctx
  }
}

/** OpenID Connect on our store, our sessions and our pages. */
export function createProvider(library: Library, options: OpenidOptions, keys: readonly SigningKey[]): Provider {
  const { services, clients } = options
  const { publicUrl } = services.settings
  const provider = new library.default(publicUrl, {
    adapter: openidAdapter(library, services),
    clients: clients.map(metadataOf),
    jwks: { keys: keys.map(({ id, jwk }) => ({ ...jwk, kid: id, use: 'sig', alg: 'RS256' }) as JWK) },
    routes: paths.provider,
    interactions: { policy: policy(library, options), url: (_, { uid }) => paths.continue(uid) },
    findAccount: findAccount(options),
    scopes: ['openid', 'email', 'mail'],
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time'], email: ['email', 'email_verified'], mail: [] },
    acrValues: Object.values(acrs),
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    // Ours decides instead: findAccount.
    expiresWithSession: () => false,
    discovery: { end_session_endpoint: `${publicUrl}${paths.end}` },
    cookies: { ...cookies, keys: services.keys.macs('openid', 'cookie', '') },
    renderError: (ctx, { error }, fault) => showFault(ctx, options, isLost(fault) ? lost : error, fault),
    fetch: tell,
    features,
    ttl,
  })
  // What the door has written there itself (door.ts).
  provider.proxy = true
  secureCookies(provider)
  provider.on('server_error', (ctx, error) => {
    options.log.error({ error: error.name }, 'openid')
    correctFault(ctx, options, error)
  })
  // What Koa itself cannot answer: a connection that broke in the middle. Without a listener it would print a stack.
  const koa = provider as unknown as Koa
  koa.on('error', (error: Error) => options.log.info({ error: error.name }, 'connection'))
  return provider
}
