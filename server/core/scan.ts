import { randomUUID } from 'node:crypto'
import { cameraScenes, pictureScenes, type Doubt, type Purpose } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import type { Account } from './account.ts'
import { auditEvent, type AuditType } from './audit.ts'
import { boundWith } from './binding.ts'
import { askOf, isForSession, later, newTicket, stateEnd, type Challenge, type Scan } from './challenge.ts'
import type { Place } from './place.ts'
import { Problem } from './problem.ts'
import { doubtsOf } from './scan-grade.ts'
import type { Services } from './services.ts'
import type { PhoneSession, Session } from './session.ts'
import type { Target } from './stores.ts'

/** The phone that asks: its session, and every keyed mark its WeChat may be stored under. */
export interface Phone {
  session: PhoneSession
  openid: string
  marks: string[]
}

export interface Scanned {
  session: Session
  challenge: Challenge
  account: Account
}

const computers = new Set(['windows', 'mac', 'ohos_pc'])

export const targetOf = (session: Session, challenge: Challenge, now: Date): Target => ({
  sessionId: session.id,
  challengeId: challenge.id,
  now,
})

/**
 * A phone read a QR. Database writes:
 *  1. refused by a strict policy: one audit line. The challenge stays as it was.
 *  1. a stranger's phone only: strangers + 1 (the fifth also renews the ticket) and one audit line. Status stays.
 *  1. pending → scanned, this phone noted, the event in the outbox. A kill after it: the phone asks again and is shown the same page.
 * The same phone may ask again without a write.
 * @throws Problem('scan.*' | 'binding.full').
 */
export async function takeScan(
  services: Services,
  phone: Phone,
  read: { ticket: string; scene: number; platform: string; place: Place },
): Promise<Scanned> {
  if (computers.has(read.platform)) throw new Problem('scan.computer')
  const session = await services.sessions.byTicketMarks(services.keys.macs('ticket', '', read.ticket))
  const challenge = session?.challenge
  if (!session || !challenge?.ticket) throw new Problem('scan.not-found')
  const account = await services.accounts.byId(session.accountId)
  if (!account) throw new Problem('scan.not-found')
  checkScene(challenge.purpose, read.scene)
  if (challenge.scan) return again(services, phone, { session, challenge, account })
  if (stateEnd(challenge) <= services.now()) throw new Problem('scan.expired')
  if (challenge.status !== 'pending') throw new Problem('scan.used')
  const isBound = boundWith(account, 'wechat', phone.marks) !== undefined
  const isNew = askOf(challenge) === 'bind'
  if (!isNew && !isBound) return turnAway(services, phone, session, challenge)
  if (isNew) await checkRoom(services, phone)
  const doubts = doubtsOf({
    isKnownBrowser: challenge.isKnownBrowser,
    browser: session.browser.place,
    phone: read.place,
    scene: read.scene,
  })
  if (doubts.length > 0) await checkPolicy(services, phone, session, doubts)
  return take(services, phone, { session, challenge, account }, { isBound, scene: read.scene, doubts })
}

/** @throws Problem('scan.policy') where the operator lets nobody confirm a doubtful scan. */
async function checkPolicy(services: Services, phone: Phone, session: Session, doubts: Doubt[]): Promise<void> {
  if (services.settings.scanPolicy !== 'strict') return
  const detail = `policy: ${doubts.join(' ')}`
  await services.audit.append([scanEvent(services, 'scan.turned-away', 'refused', phone, session, detail)])
  throw new Problem('scan.policy')
}

/** A picture of a QR can be sent to anyone: never for a change of factors, and only with the two digits at sign-in (spec R16). */
function checkScene(purpose: Purpose, scene: number): void {
  if (cameraScenes.includes(scene)) return
  if (purpose !== 'login' || !pictureScenes.includes(scene)) throw new Problem('scan.picture')
}

function again(services: Services, phone: Phone, found: Scanned): Scanned {
  const { challenge } = found
  if (!phone.marks.includes(challenge.scan!.mark)) throw new Problem('scan.other-phone')
  if (challenge.status !== 'scanned' && challenge.status !== 'approved') throw new Problem('scan.used')
  if (stateEnd(challenge) <= services.now()) throw new Problem('scan.expired')
  return found
}

async function turnAway(services: Services, phone: Phone, session: Session, challenge: Challenge): Promise<never> {
  const target = targetOf(session, challenge, services.now())
  const ticket = challenge.ticket!
  const counted = await services.sessions.countStranger(target, ticket.ordinal)
  const strangers = counted?.challenge?.ticket?.strangers ?? 0
  if (strangers >= limits.strangerScansPerTicket) {
    await services.sessions.renewTicket(
      target,
      ticket.ordinal,
      newTicket(services.keys, challenge.id, services.now(), ticket, false),
    )
  }
  await services.audit.append([scanEvent(services, 'scan.turned-away', 'refused', phone, session)])
  throw new Problem('scan.not-bound')
}

async function checkRoom({ accounts }: Services, phone: Phone): Promise<void> {
  const held = await accounts.byMark('wechat', phone.marks)
  if (held.length >= limits.mailboxesPerWechat) throw new Problem('binding.full')
}

async function take(
  services: Services,
  phone: Phone,
  found: Scanned,
  seen: Pick<Scan, 'isBound' | 'scene' | 'doubts'>,
): Promise<Scanned> {
  const { session, challenge, account } = found
  const now = services.now()
  const id = randomUUID()
  const scan: Scan = {
    id,
    mark: phone.marks[0]!,
    sealed: services.keys.seal(['scan', challenge.id, id], phone.openid),
    ...seen,
    trust: false,
    until: later(now, limits.confirmLife),
  }
  const needsNumber = challenge.needsNumber || (isForSession(challenge) && seen.doubts.length > 0)
  const event = scanEvent(services, 'scan.taken', 'ok', phone, session, seen.doubts.join(' ') || null)
  const won = await services.sessions.scan(
    targetOf(session, challenge, now),
    challenge.ticket!.ordinal,
    scan,
    needsNumber,
    event,
  )
  if (won?.challenge) return { session: won, challenge: won.challenge, account }
  const after = await services.sessions.byId(session.id)
  if (after?.challenge?.id !== challenge.id || !after.challenge.scan) throw new Problem('scan.expired')
  // Taken meanwhile: by another phone, or by this very one, which asked twice.
  return again(services, phone, { session: after, challenge: after.challenge, account })
}

export const scanEvent = (
  services: Pick<Services, 'now'>,
  type: AuditType,
  outcome: 'ok' | 'refused',
  phone: Phone,
  session: Session,
  detail: string | null = null,
) =>
  auditEvent(services.now(), {
    type,
    outcome,
    accountId: session.accountId,
    actor: 'phone',
    method: 'scan',
    kind: 'wechat',
    mark: phone.marks[0] ?? null,
    browser: session.browser,
    detail,
  })
