import type { Denial, Purpose } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import { boundWith } from './binding.ts'
import { withChannels } from './channels.ts'
import { askOf, later, stateEnd } from './challenge.ts'
import { countedAs } from './place.ts'
import { Problem } from './problem.ts'
import { scanEvent, targetOf, type Phone, type Scanned } from './scan.ts'
import type { Services } from './services.ts'

export interface PhoneAnswer {
  answer: 'approve' | 'deny' | 'report'
  /** The purpose the phone showed to its user; another one is refused (a sign-in never confirms an unbind). */
  purpose: Purpose
  /** The phone's switch 信任此设备. */
  trust?: boolean
  /** A fresh wx.login code: who answers is decided now, by WeChat, not by a stored session. */
  code: string
}

/** The scan as the phone that took it may see it. @throws Problem('scan.not-found' | 'scan.other-phone'). */
export async function findScan(services: Services, phone: Phone, scanId: string): Promise<Scanned> {
  const session = await services.sessions.byScanId(scanId)
  const challenge = session?.challenge
  if (!session || !challenge?.scan) throw new Problem('scan.not-found')
  if (!phone.marks.includes(challenge.scan.mark)) throw new Problem('scan.other-phone')
  const account = await services.accounts.byId(session.accountId)
  if (!account) throw new Problem('scan.not-found')
  return { session, challenge, account }
}

/**
 * The phone approves, refuses or reports. Database writes:
 *  1. 不是我操作 of a WeChat bound to the account only: the report, on the account. From here on that session, and every other one of that
 *     network that has shown only the password, is over on every process, and the next sign-in asks for another password. A kill after it:
 *     the phone asks again and the report is there already.
 *  2. scanned → approved (or → denied), the event in the outbox. A kill before it: the phone shows 尚未确认 and asks again.
 *     A kill after it: the browser finishes; the phone asks again and is told the same, nothing is extended.
 * @throws Problem('scan.*' | 'wechat.*').
 */
export async function answerScan(
  services: Services,
  phone: Phone,
  scanId: string,
  given: PhoneAnswer,
): Promise<Scanned> {
  const found = await findScan(services, phone, scanId)
  if (found.challenge.purpose !== given.purpose) throw new Problem('scan.purpose')
  const { openid } = await services.wechat.identify(given.code)
  const marks = services.keys.macs('binding', 'wechat', openid)
  if (!marks.includes(found.challenge.scan!.mark)) throw new Problem('scan.other-phone')
  return given.answer === 'approve'
    ? approve(services, phone, found, given.trust ?? false)
    : deny(services, phone, found, given.answer === 'report' ? 'reported' : 'refused')
}

async function approve(services: Services, phone: Phone, found: Scanned, trust: boolean): Promise<Scanned> {
  const { session, challenge, account } = found
  const now = services.now()
  // The browser may have finished before the phone could ask again.
  if (challenge.status === 'redeemed') return found
  if (challenge.status === 'denied') throw new Problem('scan.used')
  if (stateEnd(challenge) <= now) throw new Problem('scan.expired')
  if (askOf(challenge) !== 'bind' && !boundWith(account, 'wechat', phone.marks)) throw new Problem('scan.not-bound')
  const event = scanEvent(services, 'scan.approved', 'ok', phone, session, challenge.purpose)
  const won = await services.sessions.approve(
    targetOf(session, challenge, now),
    challenge.scan!,
    { until: later(now, limits.redeemLife), trust },
    event,
  )
  if (!won?.challenge) throw new Problem('scan.used')
  return { session: won, challenge: won.challenge, account }
}

async function deny(services: Services, phone: Phone, found: Scanned, denial: Denial): Promise<Scanned> {
  const { session, challenge, account } = found
  if (challenge.status === 'denied') return found
  const scan = challenge.scan!
  if (denial === 'reported' && scan.isBound) await noteReport(services, found)
  const type = challenge.purpose === 'login' ? 'login.refused' : 'change.refused'
  const refusal = scanEvent(services, type, 'refused', phone, session, denial)
  const event = scan.isBound ? withChannels(services, refusal, account) : refusal
  const won = await services.sessions.deny(
    targetOf(session, challenge, services.now()),
    { scanId: scan.id, mark: scan.mark },
    denial,
    event,
  )
  if (won?.challenge) return { session: won, challenge: won.challenge, account }
  throw new Problem('scan.used')
}

/** What a stranger's phone says of a bind that it was shown is no word of the account's owner. */
async function noteReport(services: Services, { session, challenge, account }: Scanned): Promise<void> {
  const { passwordMark, browser } = session
  const from = countedAs(browser)
  await services.accounts.report(account.id, {
    id: challenge.id,
    at: services.now(),
    sessionId: session.id,
    from,
    passwordMark,
  })
}
