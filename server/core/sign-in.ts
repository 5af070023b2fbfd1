import { randomUUID } from 'node:crypto'
import { limits } from '../../shared/limits.ts'
import { hasFactor, isPasswordReported, type Account } from './account.ts'
import { accountOf } from './account-of.ts'
import { auditEvent } from './audit.ts'
import { spendOpenSignIn } from './budget.ts'
import { later, newChallenge } from './challenge.ts'
import { foldAddress, type DirectoryUser } from './directory.ts'
import type { Browser } from './place.ts'
import { provingKinds } from './preferred.ts'
import { Problem } from './problem.ts'
import { firstToken } from './rotating-token.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'
import { checkThrottle, countFailure, type Attempt } from './throttle.ts'
import { excuse, type Excused } from './trust.ts'
import { takePassword } from './typed-password.ts'

export interface FirstStep {
  address: string
  password: string
  /** The whole address of the client: the directory is told it, and nobody keeps it. */
  ip: string
  browser: Browser
  /** This browser signed in to the account before (spec R5). */
  isKnown(accountId: string): boolean
  /** The device cookie that it has for the account, if any. */
  deviceCookie(accountId: string): string | undefined
}

export interface SignedIn {
  session: Session
  account: Account
  /** The text of the session's cookie. */
  cookie: string
  /** The text of the account's next device cookie, when the second step was excused. */
  device: string | null
}

/**
 * The first step. Database writes:
 *  1. wrong only: three counters and one audit line. A kill before them: the guess was not counted and not answered.
 *  2. right after a wrong one only: its counters are cleared. A kill after it: the person types the right password again.
 *  3. first time, or another address than before, only: see accountOf.
 *  4. after 不是我操作 only, when the password is another one than the reported: the report is settled. A kill after it: the person signs in again.
 *  5. another password than the last one here, or the first: its mark. A kill after it: the person types the password again.
 *  6. called to enrol, and no password known that has to be changed: this one. A kill after it: the person types it again, and has to change it.
 *  7. with a factor only: one more sign-in begun from this network (limits.openSignIns). A kill after it: one is counted that was not begun.
 *  8. a trusted device only: see excuse. Then no sign-in is counted as begun.
 *  9. the session, with its challenge when the account has a factor, and its event in the outbox. A kill after it: the answer is lost,
 *     the browser has no cookie, the session runs out unused; the person types the password again.
 * @returns the session and the text of its cookie.
 * @throws Problem('login.wrong' | 'throttle.wait' | 'method.known-only' | 'directory.unavailable' | 'service.unavailable').
 */
export async function signIn(services: Services, step: FirstStep): Promise<SignedIn> {
  const address = foldAddress(step.address)
  const met = await services.accounts.byAddress(address)
  const wasKnown = met !== null && step.isKnown(met.id)
  const attempt: Attempt = { what: 'password', subject: address, browser: step.browser, isKnown: wasKnown }
  const toClear = await checkThrottle(services, attempt)
  const user = await checkPassword(services, address, step)
  if (!user) return refuse(services, attempt, step.browser, met)
  // Asked again: of a hundred passwords tried at once, a right one that comes after the fifth wrong one is not taken.
  await checkThrottle(services, attempt)
  if (toClear.length > 0) await services.counters.clear(toClear)
  const { account, enrol } = await takePassword(services, await accountOf(services, user), step.password)
  const excused = hasFactor(account) ? await excuseKnown(services, account, step) : null
  if (hasFactor(account) && !excused) await spendOpenSignIn(services, account.id, step.browser)
  // By its id: what was met by the address may have been another's account, or none, before a rename.
  return begin(services, excused?.account ?? account, step, { isKnown: step.isKnown(account.id), excused, enrol })
}

/** A password that a phone reported as stolen excuses nobody. */
async function excuseKnown(services: Services, account: Account, step: FirstStep): Promise<Excused | null> {
  const text = step.deviceCookie(account.id)
  if (text === undefined || isPasswordReported(account)) return null
  return excuse(services, account, { text, password: step.password, browser: step.browser })
}

/** A failure takes at least settings.failedLoginMs, so that a directory's speed does not tell which addresses exist (spec R9). */
async function checkPassword(
  { directory, settings }: Services,
  address: string,
  { password, ip }: FirstStep,
): Promise<DirectoryUser | undefined> {
  const floor = new Promise((resolve) => setTimeout(resolve, settings.failedLoginMs))
  const user = await directory.check(address, password, ip)
  if (!user) await floor
  return user
}

async function refuse(services: Services, attempt: Attempt, browser: Browser, met: Account | null): Promise<never> {
  const { retryAt, isLate } = await countFailure(services, attempt)
  if (isLate) throw new Problem('throttle.wait', retryAt ? { retryAt } : {})
  const event = auditEvent(services.now(), {
    type: 'login.failed',
    outcome: 'failed',
    accountId: met?.id ?? null,
    actor: 'browser',
    method: 'password',
    browser,
  })
  await services.audit.append([event])
  throw new Problem('login.wrong', retryAt ? { retryAt } : {})
}

async function begin(
  services: Services,
  account: Account,
  { browser, password }: FirstStep,
  { isKnown, excused, enrol }: { isKnown: boolean; excused: Excused | null; enrol: Date | null },
): Promise<SignedIn> {
  const now = services.now()
  const isFinished = !hasFactor(account) || excused !== null
  const { text, token } = firstToken(services.keys, 'session')
  const session: Session = {
    id: randomUUID(),
    accountId: account.id,
    address: account.address,
    token,
    aal: excused ? 2 : 1,
    amr: excused ? ['pwd', 'device'] : ['pwd'],
    provedAt: null,
    rev: account.rev,
    enrol,
    browser,
    passwordMark: isFinished ? null : services.keys.mac('password', account.id, password),
    createdAt: now,
    touchedAt: now,
    expiresAt: later(now, isFinished ? limits.sessionLife : limits.unfinishedSessionLife),
    clients: [],
    challenge: isFinished ? null : await loginChallenge(services, account, now, isKnown),
    outbox: [passwordEvent(account, browser, now, excused !== null)],
  }
  await services.sessions.insert(session)
  return { session, account, cookie: text, device: excused?.cookie ?? null }
}

const loginChallenge = async (services: Services, account: Account, now: Date, isKnownBrowser: boolean) =>
  newChallenge(services, now, {
    purpose: 'login',
    stage: 'prove',
    target: null,
    bindingId: null,
    offered: await provingKinds(services, account, now),
    isKnownBrowser,
  })

/** Nobody is in who has to prove a factor, or to bind the first one. */
const passwordEvent = (account: Account, browser: Browser, now: Date, isExcused: boolean) =>
  auditEvent(now, {
    type: isExcused || (!hasFactor(account) && !account.enrol) ? 'login.succeeded' : 'login.password',
    outcome: 'ok',
    accountId: account.id,
    actor: 'browser',
    method: isExcused ? 'device' : 'password',
    browser,
  })
