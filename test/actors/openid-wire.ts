// What a client of the OpenID door sends and is sent, without a library between.
import { note } from '../after/ledger.ts'
import type { RelyingParty } from './openid-client.ts'
import type { Landed } from './address-bar.ts'
import { navigator } from './address-bar.ts'
import type { Browser } from './browser.ts'
import { plainOwner } from './mail-owner.ts'
import type { World } from './world.ts'

export interface TokenAnswer {
  status: number
  headers: Headers
  body: { error?: string; access_token?: string; refresh_token?: string; id_token?: string }
}

export interface Credentials {
  client_id: string
  client_secret: string
}

const basic = ({ client_id: id, client_secret: secret }: Credentials) =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`

/** One request to an endpoint for clients. @param by who asks; null: nobody says. */
export async function ask(url: string, form: Record<string, string>, by: Credentials | null): Promise<TokenAnswer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...(by && { authorization: basic(by) }) },
    body: new URLSearchParams(form),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.includes('json')
  const told = isJson ? (JSON.parse(text) as TokenAnswer['body']) : {}
  note('bearer token', told.access_token)
  note('refresh text', told.refresh_token)
  return { status: answer.status, headers: answer.headers, body: told }
}

/** A mailbox without factors whose owner is signed in, and the address bar of that browser. */
export async function visitor(world: Pick<World, 'url' | 'user' | 'browser'>) {
  const owner = await plainOwner(world)
  return { ...owner, bar: navigator(world.url, owner.browser) }
}

export const barOf = (world: Pick<World, 'url'>, browser: Browser) => navigator(world.url, browser)

/** Where a request ended: on a page of ours, or at the client, with what it was told. */
export function endOf({ url, status, text }: Landed) {
  if (status !== 0) return { at: 'page', status, error: /[a-z_]+$/.exec(text)?.[0] }
  const told = new URLSearchParams(url.hash === '' ? url.search : url.hash.slice(1))
  return { at: 'client', error: told.get('error') ?? undefined, state: told.get('state'), hasCode: told.has('code') }
}

/** A code, and what its exchange is to be made with. */
export async function newCode(party: RelyingParty, bar: { go(to: string): Promise<Landed> }, redirect: string) {
  const { url, checks } = await party.begin()
  const landed = await bar.go(url.href)
  const code = landed.url.searchParams.get('code') ?? ''
  return {
    landed,
    checks,
    form: {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      code_verifier: checks.pkceCodeVerifier,
    },
  }
}

/** The status of userinfo. */
export const userinfoAt = async (url: string, access = '') =>
  (await fetch(`${url}/openid/userinfo`, { headers: { authorization: `Bearer ${access}` } })).status

/** What an access token is still good for: userinfo, and what webmails ask; which ends what they were given before. */
export const goodAt = async (url: string, party: RelyingParty, access = ''): Promise<[number, number]> => [
  await userinfoAt(url, access),
  (await party.mailPassword(access)).status,
]
