// A webmail that signs its people in here, and then to the mail servers with what it is given.
import { navigator } from './address-bar.ts'
import type { Browser } from './browser.ts'
import { newRegistered, openidEnv, relyingParty, type Registered } from './openid-client.ts'

/** Two webmails, and a client that is none. */
export const roundcube = newRegistered('roundcube', { mail: true })
export const sogo = newRegistered('sogo', { mail: true })
export const library = newRegistered('library')

/** For the environment of the server. @param more other clients. */
export const webmailEnv = (...more: Registered[]) => openidEnv([roundcube, sogo, library, ...more])

export interface Visit {
  access: string
  refresh: string
  idToken: string
}

/** One of them, at this server. @param served where the issuer is found, when that is not its address. */
export async function openClient(issuer: string, registered: Registered, served = () => issuer) {
  const party = await relyingParty(issuer, registered, served)
  /** Its own side of a sign-in that has landed there. */
  const exchange = async (landed: URL, checks: Parameters<typeof party.exchange>[1]): Promise<Visit> => {
    const tokens = await party.exchange(landed, checks)
    return { access: tokens.access_token, refresh: tokens.refresh_token ?? '', idToken: tokens.id_token ?? '' }
  }
  return {
    party,
    bar: (browser: Browser) => navigator(issuer, browser, served),
    exchange,
    /** Somebody who is signed in here clicks there. */
    async visit(browser: Browser): Promise<Visit> {
      const { url, checks } = await party.begin()
      const { url: landed } = await navigator(issuer, browser, served).go(url.href)
      return exchange(landed, checks)
    },
    /** What it signs in to the mail servers with. */
    mailPassword: async ({ access }: Visit) => (await party.mailPassword(access)).body.password,
  }
}

export type OpenClient = Awaited<ReturnType<typeof openClient>>
