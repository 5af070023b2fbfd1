import { limits } from '../../shared/limits.ts'
import type { MailProtocol } from '../../shared/mail-protocols.ts'
import { hasFactor, type Account } from './account.ts'
import { findBySecret, foldSecret, secretMac, unfitFor, type AppPassword, type Unfit } from './app-password.ts'
import { auditEvent, type AuditEvent } from './audit.ts'
import { withChannels } from './channels.ts'
import { isListed, maskIp, networkOf } from './client-address.ts'
import { later } from './challenge.ts'
import { foldAddress } from './directory.ts'
import type { Browser } from './place.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'
import { findWebmailToken, isWebmailToken } from './webmail-token.ts'
import { webmailUnfit } from './webmail-tokens.ts'

/**
 * A mail client at a mail server's door. `secret` as it was typed; `ip` its full address, which is not kept; `peer` who has really connected: a webmail
 * speaks for the browser at `ip`.
 */
export interface MailSignIn {
  user: string
  secret: string
  protocol: MailProtocol
  ip: string
  peer: string
}

export type Refusal = Unfit | 'mailbox-password' | 'unknown' | 'wait'

/**
 * ok: an app password, or a webmail's token with its session. next: no factor, and whoever keeps the mailbox passwords decides. wrong: refused; `isNew`: this wrong secret was not seen here
 * before, and was counted. wait: refused, and no new secret is looked at before `until`.
 */
export type MailVerdict =
  | { is: 'ok'; account: Account; password: AppPassword }
  | { is: 'ok'; account: Account; session: Session }
  | { is: 'next'; account: Account | null; wouldBe: Refusal | null }
  | { is: 'wrong'; account: Account; why: Refusal; isNew: boolean }
  | { is: 'wait'; account: Account; why: 'wait'; until: Date }

type Refused = Extract<MailVerdict, { is: 'wrong' | 'wait' }>

/** The address of a user name; some clients send what stands before the @ only. */
export function addressOf({ settings }: Pick<Services, 'settings'>, user: string): string {
  const address = foldAddress(user)
  const domain = settings.mailDomains[0]
  return address.includes('@') || domain === undefined ? address : `${address}@${domain}`
}

/**
 * The one decision behind every mail door (spec §7). Reads one document when the secret is right, and for a webmail its session. Database writes:
 *  1. a secret that is wrong and was not seen from this network: one counter. A kill after it: it was counted and not answered.
 *  2. the same: one line of the trail.
 *  or, when it is the mailbox password: once a day a counter, then the event with its channels on the account. A kill between: that day's is lost.
 * The same wrong secret repeated counts once, and a right one is never made to wait: an old phone locks nobody out (R5). What counts is the network's
 * row alone, for 75 bits are not guessed. In observe mode nothing is refused here.
 */
export async function decideMailSignIn(services: Services, asked: MailSignIn): Promise<MailVerdict> {
  const account = await services.accounts.byAddress(addressOf(services, asked.user))
  if (!account) return { is: 'next', account: null, wouldBe: null }
  if (isWebmailToken(asked.secret)) return decideWebmail(services, account, asked)
  const password = findBySecret(services.keys, account.id, account.appPasswords, asked.secret)
  // A webmail speaks for whoever sits at it: with a second step nothing but its token opens a mailbox there, and nothing else is looked at.
  const unfit = isFromWebmail(services, asked)
    ? 'webmail'
    : password && unfitFor(password, { ...asked, now: services.now() })
  if (password && !unfit) return { is: 'ok', account, password }
  if (!hasFactor(account)) return { is: 'next', account, wouldBe: null }
  const refused = unfit
    ? ({ is: 'wrong', account, why: unfit, isNew: false } as const)
    : await refuse(services, account, asked)
  return services.settings.doorMode === 'observe' ? { is: 'next', account, wouldBe: refused.why } : refused
}

const isFromWebmail = ({ settings }: Pick<Services, 'settings'>, { peer }: Pick<MailSignIn, 'peer'>) =>
  isListed(settings.webmailNetworks, peer)

/** Nobody's mailbox password looks like a webmail's token: what is wrong with one is refused in observe mode, too, and counts against nobody. */
async function decideWebmail(services: Services, account: Account, asked: MailSignIn): Promise<MailVerdict> {
  const wrong = (why: Refusal) => ({ is: 'wrong', account, why, isNew: false }) as const
  const token = findWebmailToken(services.keys, account.id, account.webmailTokens, asked.secret)
  if (!token) return wrong('unknown')
  const session = await services.sessions.byId(token.sessionId)
  const use = { protocol: asked.protocol, isFromWebmail: isFromWebmail(services, asked), now: services.now() }
  const unfit = webmailUnfit(token, session, account, use)
  return unfit ? wrong(unfit) : { is: 'ok', account, session: session! }
}

async function refuse(services: Services, account: Account, asked: MailSignIn): Promise<Refused> {
  const { keys, counters } = services
  if (isMailboxPassword(services, account, asked.secret)) {
    await tellOwner(services, account, asked)
    return { is: 'wrong', account, why: 'mailbox-password', isNew: false }
  }
  const now = services.now()
  const key = keys.mac('counter/door', account.id, networkOf(asked.ip))
  const mac = keys.mac('wrong-secret', account.id, asked.secret)
  const met = await counters.readSecrets(key, now)
  if (met.seen.includes(mac)) return { is: 'wrong', account, why: 'unknown', isNew: false }
  if (met.until && met.until > now) return { is: 'wait', account, why: 'wait', until: met.until }
  const isNew = await counters.addSecret(key, mac, limits.wrongSecretsBeforeRest, now)
  if (isNew)
    await services.audit.append([clientEvent(services, account, asked, { type: 'client.refused', outcome: 'refused' })])
  return { is: 'wrong', account, why: 'unknown', isNew }
}

/** It was typed at the portal last. Compared by its keyed hash: nobody is asked upstream. */
const isMailboxPassword = ({ keys }: Services, { id, passwordMark }: Account, secret: string) =>
  passwordMark !== null && keys.macs('password', id, secret).includes(passwordMark)

/** A mail client as the trail and the notices name it. */
export function mailClient({ places }: Pick<Services, 'places'>, { protocol, ip }: MailSignIn): Browser {
  return {
    name: protocol.toUpperCase(),
    system: '',
    place: places.find(ip),
    ip: maskIp(ip),
    network: networkOf(ip),
    alone: null,
  }
}

type Known = Pick<AuditEvent, 'type' | 'outcome'> & Partial<AuditEvent>

export const clientEvent = (services: Services, account: Account | null, asked: MailSignIn, known: Known) =>
  auditEvent(services.now(), {
    accountId: account?.id ?? null,
    actor: 'client',
    browser: mailClient(services, asked),
    ...known,
  })

/** 您的客户端仍在使用邮箱密码: once a day. */
async function tellOwner(services: Services, account: Account, asked: MailSignIn): Promise<void> {
  const { counters, keys, now } = services
  const key = keys.mac('counter/budget', `old-client ${account.id}`, '')
  // Read first: a client asks all night, and a count costs a write.
  const told = await counters.read([key], now())
  if ((told.get(key)?.until ?? now()) > now()) return
  const { count } = await counters.spend(key, limits.oldClientNoticeEvery, now())
  if (count > 1) return
  const known = { type: 'client.old', outcome: 'refused', detail: 'mailbox-password' } as const
  const event = clientEvent(services, account, asked, known)
  await services.accounts.tell(account.id, [withChannels(services, event, account)])
}

/**
 * The time, protocol and place of a use, after the answer; the hash is made anew when it is under an older key. One write, at most every
 * limits.appPasswordUseEvery; lost, the next use makes up for it.
 */
export async function noteUse(
  services: Services,
  { account, password }: Extract<MailVerdict, { password: AppPassword }>,
  asked: MailSignIn,
): Promise<void> {
  const now = services.now()
  const { keys, places } = services
  const isFresh = password.used && later(password.used.at, limits.appPasswordUseEvery) > now
  if (isFresh && keys.isNewest(password.mac)) return
  const mac = keys.isNewest(password.mac) ? password.mac : secretMac(keys, account.id, foldSecret(asked.secret)!)
  const used = { at: now, protocol: asked.protocol, ip: maskIp(asked.ip), place: places.find(asked.ip) }
  await services.accounts.useAppPassword(account.id, password.id, { mac, used })
}

/** Who reads mail in a webmail is using the session that it came from. One write, at most every limits.sessionTouchEvery. */
export async function noteWebmailUse({ sessions, now }: Services, session: Session): Promise<void> {
  if (later(session.touchedAt, limits.sessionTouchEvery) < now()) await sessions.touch(session.id, now())
}

/**
 * A client was let in with a mailbox password. One write, at most every limits.mailClientEvery for each mailbox, protocol and network. A webmail is no
 * mail client: it signs its people in here.
 */
export async function noteMailboxUse(services: Services, asked: MailSignIn): Promise<void> {
  if (isFromWebmail(services, asked)) return
  const { ip, network, place } = mailClient(services, asked)
  const address = addressOf(services, asked.user)
  return services.mailClients.note({
    address,
    protocol: asked.protocol,
    ip,
    network,
    place,
    lastAt: services.now(),
  })
}
