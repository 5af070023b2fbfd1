// Who comes to an OpenID client, and how he goes on there.
import { expect } from '@jest/globals'
import type { Browser } from '../../actors/browser.ts'
import { prove } from '../../actors/hands.ts'
import { signInAnew } from '../../actors/journeys.ts'
import { webmailHost } from '../../actors/openid-client.ts'
import { roundcube, type OpenClient } from '../../actors/webmail.ts'
import type { Cast } from './cast.ts'
import { boundByCode, nextCode } from './code-people.ts'

/** Somebody signed in here, and a webmail that he has never been at. */
export async function stranger(cast: Cast) {
  const owner = await boundByCode(cast, 'totp')
  return { ...owner, webmail: await cast.client(roundcube) }
}

/** He has clicked there once, so that nothing is to be noted of it. */
export async function guest(cast: Cast) {
  const met = await stranger(cast)
  return { ...met, visit: await met.webmail.visit(met.browser) }
}

type Guest = Awaited<ReturnType<typeof stranger>>

/** All that a death may cost: another click leads in, and to his mail. */
export async function clickAnew(cast: Cast, { address, browser, webmail }: Guest) {
  const token = await webmail.mailPassword(await webmail.visit(browser))
  expect(await cast.door.dovecot(address, token, 'imap', webmailHost)).toMatchObject({ is: 'ok' })
}

/** The webmail has sent the browser here. */
export async function click({ webmail }: { webmail: OpenClient }, browser: Browser) {
  const { url, checks } = await webmail.party.begin()
  return { checks, go: () => webmail.bar(browser).go(url.href) }
}

export async function signIn(cast: Cast, { address, hands }: Guest, browser: Browser) {
  const { challenge } = await signInAnew(browser, address)
  await prove(browser, challenge, { ...hands, code: () => nextCode(cast, hands) })
}
