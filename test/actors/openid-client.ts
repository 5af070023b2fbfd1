// A client of the OpenID door, as a library for clients speaks to it.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as client from 'openid-client'
import { note } from '../after/ledger.ts'

export const webmailNetwork = '203.0.113.0/24'
export const webmailHost = '203.0.113.25'

export interface Registered {
  client_id: string
  client_secret: string
  client_name: string
  redirect_uris: string[]
  post_logout_redirect_uris: string[]
  backchannel_logout_uri?: string
  mail: boolean
}

export const newRegistered = (id: string, more: Partial<Registered> = {}): Registered => ({
  client_id: id,
  client_secret: randomBytes(32).toString('base64url'),
  client_name: `网页邮箱 ${id}`,
  redirect_uris: [`http://${id}.localhost/callback`],
  post_logout_redirect_uris: [`http://${id}.localhost/`],
  mail: false,
  ...more,
})

/** What a world with these clients is started with. */
export function openidEnv(registered: readonly Registered[]): Record<string, string> {
  const file = join(mkdtempSync(join(tmpdir(), 'openid-')), 'clients.json')
  writeFileSync(file, JSON.stringify(registered))
  for (const { client_secret: secret } of registered) note('client secret', secret)
  return { OPENID_CLIENTS_FILE: file, WEBMAIL_NETWORKS: webmailNetwork }
}

/** What the browser is sent to, and what its answer is checked against. */
async function beginRequest(config: client.Configuration, registered: Registered, more: Record<string, string>) {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const nonce = client.randomNonce()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: registered.redirect_uris[0]!,
    scope: registered.mail ? 'openid email mail' : 'openid email',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  })
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
  return { url, checks }
}

/** What came of a code or a refresh token. */
function noteTokens<Tokens extends client.TokenEndpointResponse>(tokens: Tokens): Tokens {
  note('OpenID access token', tokens.access_token)
  note('OpenID refresh token', tokens.refresh_token)
  // An ID token is no secret of ours: it opens nothing, and a client may show it as a hint.
  return tokens
}

/** To the process that answers for the issuer at present. */
const askedAt = (served: () => string) => (url: string, options: client.CustomFetchOptions) => {
  const { pathname, search } = new URL(url)
  return fetch(`${served()}${pathname}${search}`, options as RequestInit)
}

/** The client's own side, by openid-client. @param served where the issuer is found, when that is not its address. */
export async function relyingParty(issuer: string, registered: Registered, served = () => issuer) {
  const { client_id: id, client_secret: secret } = registered
  const config = await client.discovery(new URL(issuer), id, secret, undefined, {
    execute: [client.allowInsecureRequests],
    [client.customFetch]: askedAt(served),
  })
  return {
    config,
    begin: (more: Record<string, string> = {}) => beginRequest(config, registered, more),
    async exchange(landed: URL, checks: client.AuthorizationCodeGrantChecks) {
      note('authorization code', landed.searchParams.get('code') ?? undefined)
      return noteTokens(await client.authorizationCodeGrant(config, landed, checks))
    },
    refresh: async (text: string) => noteTokens(await client.refreshTokenGrant(config, text)),
    userinfo: (access: string, sub: string) => client.fetchUserInfo(config, access, sub),
    endSession: (parameters: Record<string, string>) => client.buildEndSessionUrl(config, parameters),
    async mailPassword(access: string) {
      const url = new URL('/openid/mail-password', served())
      const answer = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${access}` } })
      const body = (await answer.json()) as { username: string; password: string; expires_in: number; error?: string }
      note('webmail token', body.password)
      return { status: answer.status, body }
    },
  }
}

export type RelyingParty = Awaited<ReturnType<typeof relyingParty>>
