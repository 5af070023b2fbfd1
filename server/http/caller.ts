import type { BlockList } from 'node:net'
import type { Context } from 'koa'
import Bowser from 'bowser'
import type { Endpoint } from '../../shared/api/contract.ts'
import { hasFactor } from '../core/account.ts'
import { meet } from '../core/browser.ts'
import { isKnownBrowser, readBrowserCookie, type BrowserCookie } from '../core/known-browser.ts'
import type { Browser } from '../core/place.ts'
import { phoneById } from '../core/phone.ts'
import { Problem } from '../core/problem.ts'
import type { Phone } from '../core/scan.ts'
import type { Caller } from '../core/second-step.ts'
import type { Services } from '../core/services.ts'
import { enrolmentOf, isSignedIn, provedUntil } from '../core/session.ts'
import { clientAddress, isListed, maskIp, networkOf } from '../core/client-address.ts'
import { browserCookie, sessionCookie, setSessionCookie } from './cookies.ts'
import { readPhoneToken } from './phone-token.ts'

export interface Edge {
  services: Services
  trustedProxies: BlockList
  sharedNetworks: BlockList
}

// The phone shows these words as ours: only names from the catalogue, never what a header made up.
const browserNames = new Set<unknown>(Object.values(Bowser.BROWSER_MAP))
const systemNames = new Set<unknown>(Object.values(Bowser.OS_MAP))

function known(names: Set<unknown>, name: string | undefined, version: string | undefined): string {
  if (!names.has(name)) return ''
  return version !== undefined && /^[\w.]{1,12}$/.test(version) ? `${name} ${version}` : `${name}`
}

/** Where a request comes from: its address, and whether many people share it (a campus NAT). */
export function clientOf({ trustedProxies, sharedNetworks }: Edge, ctx: Context) {
  const address = clientAddress(ctx.socket.remoteAddress ?? '', ctx.get('x-forwarded-for'), trustedProxies)
  const isShared = isListed(sharedNetworks, address)
  return { address, isShared, network: isShared ? address : networkOf(address) }
}

/** What can be told of the browser that asks; no full address is kept. */
export function describeBrowser(edge: Edge, ctx: Context, cookie: BrowserCookie | null): Browser {
  const { address, isShared, network } = clientOf(edge, ctx)
  const { browser, os } = Bowser.parse(ctx.get('user-agent').slice(0, 512) || 'unknown')
  return {
    name: known(browserNames, browser.name, browser.version?.split('.')[0]),
    system: known(systemNames, os.name, os.versionName ?? os.version),
    place: edge.services.places.find(address),
    ip: maskIp(address),
    network,
    alone: isShared && cookie ? `browser:${cookie.id}` : null,
  }
}

/** The browser behind the cookie, or null. Renews the cookie when the answer that carried it was lost. */
export async function meetBrowser({ services }: Edge, ctx: Context): Promise<Caller | null> {
  const cookie = sessionCookie(ctx)
  if (cookie === undefined) return null
  const met = await meet(services, cookie)
  // A dead cookie is left where it is: taking it away could take away the live one that another answer has just brought.
  if (!met) return null
  if (met.cookie) setSessionCookie(ctx, met.cookie)
  const isKnown = isKnownBrowser(services.keys, readBrowserCookie(browserCookie(ctx)), met.account.id)
  return { session: met.session, account: met.account, isKnown }
}

type Policy = Pick<Endpoint, 'caller' | 'isForEnrolment'>

/** The policy of a contract entry for a browser. @throws Problem('session.*' | 'second-step.required' | 'enrolment.required' | 'proof.required'). */
export async function requireBrowser(edge: Edge, ctx: Context, wanted: Policy): Promise<Caller> {
  const had = sessionCookie(ctx) !== undefined
  const caller = await meetBrowser(edge, ctx)
  if (!caller) throw new Problem(had ? 'session.ended' : 'session.missing')
  if (wanted.caller === 'browser') return caller
  if (enrolmentOf(caller.session, caller.account)) return checkEnrolment(caller, wanted)
  if (!isSignedIn(caller.session, caller.account)) throw new Problem('second-step.required')
  const until = provedUntil(caller.session)
  const isFresh = until !== null && until > edge.services.now()
  if (wanted.caller === 'proved' && hasFactor(caller.account) && !isFresh) throw new Problem('proof.required')
  return caller
}

/** Good for nothing but its first factor. */
function checkEnrolment(caller: Caller, { isForEnrolment }: Policy): Caller {
  if (!isForEnrolment) throw new Problem('enrolment.required')
  return caller
}

/** The mini-program behind the bearer token. @throws Problem('phone.session'). */
export async function requirePhone({ services }: Edge, ctx: Context): Promise<Phone> {
  const header = ctx.get('authorization')
  const { id, issuedAt } = readPhoneToken(services.keys, services.settings.publicUrl, header, services.now())
  return phoneById(services, id, issuedAt)
}
