import { randomUUID } from 'node:crypto'
import type { Output } from '../../shared/api/contract.ts'
import { limits } from '../../shared/limits.ts'
import { bindingOf, isLastFactor, maskAddress, maskForStranger, type Account } from './account.ts'
import type { AuditEvent, AuditType } from './audit.ts'
import { openBinding } from './binding.ts'
import { later, stateEnd } from './challenge.ts'
import { Problem } from './problem.ts'
import { firstToken, nextToken, present, tokenMacs } from './rotating-token.ts'
import type { Phone, Scanned } from './scan.ts'
import type { Services } from './services.ts'
import type { PhoneSession } from './session.ts'
import { browserView, numberFor } from './views.ts'

type ScanView = Output<'POST /api/phone/scans'>
type Activity = Output<'GET /api/phone/activity'>['activity'][number]

export interface PhoneIn {
  session: PhoneSession
  refresh: string
}

const owner = (installation: string) => ['phone', installation]

/** What is stored of the WeChat behind a phone session: its mark to find it by, and sealed. Both under the newest key. */
export const phoneSeals = (keys: Services['keys'], installation: string, openid: string) => ({
  mark: keys.mac('binding', 'wechat', openid),
  sealed: keys.seal(owner(installation), openid),
})

export const openidOf = (keys: Services['keys'], { installation, sealed }: PhoneSession) =>
  keys.open(owner(installation), sealed)

const phoneMarks = ({ keys }: Pick<Services, 'keys'>, openid: string) => keys.macs('binding', 'wechat', openid)

/**
 * A session for the WeChat behind a fresh wx.login code. Database writes: 1. the row of this WeChat and installation, put in the old one's place.
 * A kill after it: the answer is lost, the phone logs in again.
 */
export async function openPhone(services: Services, given: { code: string; installation: string }): Promise<PhoneIn> {
  const { openid } = await services.wechat.identify(given.code)
  const now = services.now()
  const id = randomUUID()
  const { text, token } = firstToken(services.keys, 'phone')
  const session = await services.phones.put({
    id,
    ...phoneSeals(services.keys, given.installation, openid),
    installation: given.installation,
    token,
    createdAt: now,
    expiresAt: later(now, limits.phoneSessionLife),
  })
  return { session, refresh: text }
}

/**
 * The next refresh text; WeChat is not asked. One write, and a repeated question gets the same answer until the new text was seen.
 * @throws Problem('phone.session').
 */
export async function renewPhone(services: Services, refresh: string): Promise<PhoneIn> {
  const session = await services.phones.byTokenMacs(tokenMacs(services.keys, 'phone', refresh))
  if (!session || session.expiresAt <= services.now()) throw new Problem('phone.session')
  const shown = presented(services, session, refresh)
  if (shown.is === 'previous') return { session, refresh: shown.next }
  if (shown.is === 'theft') await services.phones.end(session.id)
  if (shown.is !== 'current') throw new Problem('phone.session')
  const now = services.now()
  const { text, token } = nextToken(services.keys, 'phone', session.id, session.token, now)
  const rotated = await services.phones.rotate(
    session.id,
    session.token.mac,
    token,
    later(now, limits.phoneSessionLife),
  )
  return rotated ? { session: rotated, refresh: text } : repeated(services, session.id, refresh)
}

/** Lost to the same question asked at the same moment: the winner's answer is given again. */
async function repeated(services: Services, id: string, refresh: string): Promise<PhoneIn> {
  const session = await services.phones.byId(id)
  const shown = session && presented(services, session, refresh)
  if (shown?.is !== 'previous') throw new Problem('phone.session')
  return { session: session!, refresh: shown.next }
}

const presented = ({ keys, now }: Services, session: PhoneSession, refresh: string) =>
  present(keys, 'phone', session.id, session.token, refresh, now())

/**
 * The phone behind a bearer token that was issued at `issuedAt`. A token issued with the newest refresh text proves that the text arrived: the one
 * before it dies (one write).
 * @throws Problem('phone.session') when the row is gone: revoked, or run out.
 */
export async function phoneById(services: Services, id: string, issuedAt: Date): Promise<Phone> {
  const session = await services.phones.byId(id)
  if (!session || session.expiresAt <= services.now()) throw new Problem('phone.session')
  const { sealed, replacedAt, mac } = session.token
  // The token's clock has whole seconds.
  const second = (time: Date) => Math.floor(time.getTime() / 1_000)
  if (sealed !== null && replacedAt !== null && second(issuedAt) >= second(replacedAt))
    await services.phones.sawToken(id, mac)
  const openid = openidOf(services.keys, session)
  return { session, openid, marks: phoneMarks(services, openid) }
}

/** The codes of every mailbox this WeChat is bound to. The key stays here. */
export async function codesFor(services: Services, phone: Phone): Promise<Output<'GET /api/phone/codes'>> {
  const now = services.now()
  const accounts = await services.accounts.byMark('wechat', phone.marks)
  return { mailboxes: accounts.map((account) => mailbox(services, account, now)), now: now.toISOString() }
}

function mailbox(services: Services, account: Account, now: Date) {
  const binding = bindingOf(account, 'wechat')!
  const factor = services.factors.wechat!
  const codes = factor.codes?.(openBinding(services.keys, factor, account.id, binding), now, limits.codesAhead) ?? []
  return {
    id: binding.id,
    address: maskAddress(account.address),
    boundAt: binding.boundAt.toISOString(),
    codes: codes.map(({ code, from, until }) => ({ code, from: from.toISOString(), until: until.toISOString() })),
  }
}

const shownTypes: Partial<Record<AuditType, Activity['what']>> = {
  'scan.approved': 'login.approved',
  'login.refused': 'login.refused',
  'factor.bound': 'wechat.bound',
  'factor.changed': 'wechat.changed',
  'factor.unbound': 'wechat.unbound',
}

/** A change of another factor that this WeChat confirmed has nothing of it in the end. */
const whatOf = ({ type, detail, kind }: AuditEvent): Activity['what'] | undefined => {
  if (type === 'scan.approved') return detail === 'login' ? 'login.approved' : undefined
  return kind === 'wechat' || type === 'login.refused' ? shownTypes[type] : 'change.approved'
}

/** What this WeChat did lately. An approval of a bind or unbind is told by its end, not twice. */
export async function activityFor(services: Services, phone: Phone): Promise<Output<'GET /api/phone/activity'>> {
  const events = await services.audit.byMarks(phone.marks, limits.activityRows)
  const shown = events.filter((event) => shownTypes[event.type] && whatOf(event) !== undefined)
  const ids = [...new Set(shown.map(({ accountId }) => accountId ?? ''))]
  const accounts = await Promise.all(ids.map((id) => services.accounts.byId(id)))
  const addresses = new Map(accounts.map((account) => [account?.id, account ? maskAddress(account.address) : '']))
  const activity = shown.map((event) => ({
    id: event.id,
    what: whatOf(event)!,
    address: addresses.get(event.accountId ?? '') ?? '',
    at: event.at.toISOString(),
    browser: event.browser?.name ?? null,
    area: event.browser?.place.area ?? null,
  }))
  return { activity, now: services.now().toISOString() }
}

/** The confirm page. A WeChat that is not bound to the mailbox never sees its whole name. */
export async function scanView(services: Services, { session, challenge, account }: Scanned): Promise<ScanView> {
  const now = services.now()
  const { isBound, doubts } = challenge.scan!
  const isOver = challenge.status === 'denied' || challenge.status === 'redeemed'
  return {
    scan: challenge.scan!.id,
    status: !isOver && stateEnd(challenge) <= now ? 'expired' : (challenge.status as ScanView['status']),
    purpose: challenge.purpose,
    stage: challenge.stage,
    target: challenge.target,
    asksTrust: challenge.purpose === 'login' && challenge.wantsTrust && doubts.length === 0,
    address: isBound ? account.address : maskForStranger(account.address),
    browser: browserView(session.browser),
    doubts,
    usualArea: isBound && doubts.length > 0 ? await usualArea(services, account.id) : null,
    startedAt: challenge.startedAt.toISOString(),
    isLast: challenge.purpose === 'unbind' && isLastFactor(account, challenge.bindingId ?? ''),
    number: numberFor(services, challenge),
    until: stateEnd(challenge).toISOString(),
    now: now.toISOString(),
  }
}

/** The place of most of the latest sign-ins. */
async function usualArea({ audit }: Services, accountId: string): Promise<string | null> {
  const areas = (await audit.signIns(accountId, limits.usualPlaceOf)).flatMap(
    ({ browser }) => browser?.place.area ?? [],
  )
  const timesOf = (area: string) => areas.filter((other) => other === area).length
  return [...areas].sort((a, b) => timesOf(b) - timesOf(a))[0] ?? null
}
