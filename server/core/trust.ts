import { randomUUID } from 'node:crypto'
import { factors as catalogue } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import type { Account } from './account.ts'
import { auditEvent, type AuditType } from './audit.ts'
import { later, type Challenge } from './challenge.ts'
import { withChannels } from './channels.ts'
import type { Device } from './device.ts'
import { isSame, type Keys } from './keys.ts'
import type { Proof } from './outcomes.ts'
import type { Browser } from './place.ts'
import { firstToken, nextToken, present, tokenMacs, type Presented } from './rotating-token.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'

/** Over the keyed hash of the password, which is what a session has of it: the password itself is long gone when the second step is done. */
const passwordMac = (keys: Keys, accountId: string, token: string, passwordMark: string) =>
  keys.mac('device-password', `${accountId} ${token}`, passwordMark)

const isPassword = (keys: Keys, account: Account, device: Device, token: string, password: string) =>
  keys
    .macs('password', account.id, password)
    .flatMap((mark) => keys.macs('device-password', `${account.id} ${token}`, mark))
    .some((candidate) => isSame(candidate, device.passwordMac))

/** The cookie of an account: part of its name, so that one browser can be trusted by several. */
export const deviceCookieNames = ({ keys }: Pick<Services, 'keys'>, accountId: string) =>
  keys.macs('device-cookie', accountId, '').map((mac) => Buffer.from(mac).toString('hex').slice(-16))

const told = (services: Services, account: Account, browser: Browser, type: AuditType) =>
  auditEvent(services.now(), {
    type,
    outcome: type === 'device.theft' ? 'refused' : 'ok',
    accountId: account.id,
    actor: type === 'device.theft' ? 'system' : 'browser',
    browser,
  })

/**
 * The check-box 同设备登录免二次验证, after a sign-in that a factor proved: one write on the account, on the revision of the sign-in.
 * A failure of it never fails the sign-in: the proof was given, and the browser is asked again next time.
 * @returns the text of the device's cookie, or null when the browser is not trusted.
 */
export async function trustBrowser(
  services: Services,
  session: Session,
  account: Account,
  challenge: Challenge,
  { kind, method, now }: Proof,
): Promise<string | null> {
  const isWanted = challenge.purpose === 'login' && challenge.wantsTrust && catalogue[kind].isMethod
  const isAllowed = method === 'code' || (challenge.scan!.trust && challenge.scan!.doubts.length === 0)
  if (!isWanted || !isAllowed || session.passwordMark === null) return null
  const { text, token } = firstToken(services.keys, 'device')
  const device: Device = {
    id: randomUUID(),
    token,
    older: [],
    passwordMac: passwordMac(services.keys, account.id, text, session.passwordMark),
    browser: session.browser,
    firstAt: now,
    usedAt: now,
    until: later(now, limits.trustLife),
  }
  const event = withChannels(services, told(services, account, session.browser, 'device.trusted'), account)
  const trusted = await services.accounts.trust(account.id, account.rev, device, event)
  return trusted ? text : null
}

const hasToken = ({ token, older }: Device, mac: string) =>
  token.mac === mac || token.previous === mac || older.includes(mac)

const deviceOf = (keys: Keys, account: Account, text: string) => {
  const macs = tokenMacs(keys, 'device', text)
  return account.devices.find((device) => macs.some((mac) => hasToken(device, mac)))
}

/** What the text is to the device: one that was used up long ago is never good again, even while the newest was not seen yet. */
function shownAs(keys: Keys, device: Device, text: string, now: Date): Presented {
  const isOlder = tokenMacs(keys, 'device', text).some((mac) => device.older.includes(mac))
  return present(keys, 'device', device.id, isOlder ? { ...device.token, sealed: null } : device.token, text, now)
}

export interface Excused {
  account: Account
  /** The text of the device's next cookie. */
  cookie: string
}

/**
 * A browser shows its device cookie together with the right password. Database writes, one of:
 *  1. the token rotated, with the time and the place of this use. A kill after it: the browser still has the previous token, which is good until the
 *     new one was seen, and gets the same new one again.
 *  1. a used-up token came back: it was stolen. The device ends and the owner is told.
 *  1. the password is another one than at the tick: the device ends.
 * @returns null when the second step is not excused.
 */
export async function excuse(
  services: Services,
  account: Account,
  shown: { text: string; password: string; browser: Browser },
): Promise<Excused | null> {
  const { keys } = services
  const now = services.now()
  const device = deviceOf(keys, account, shown.text)
  if (!device || device.until <= now) return null
  const is = shownAs(keys, device, shown.text, now)
  if (is.is === 'theft') await endStolen(services, account, device, shown.browser)
  if (is.is === 'theft' || is.is === 'late') return null
  const live = is.is === 'previous' ? is.next : shown.text
  if (!isPassword(keys, account, device, live, shown.password)) {
    await services.accounts.endDevices(account.id, device.id, told(services, account, shown.browser, 'device.ended'))
    return null
  }
  if (is.is === 'previous') return { account, cookie: is.next }
  return rotate(services, account, device, shown)
}

async function rotate(
  services: Services,
  account: Account,
  device: Device,
  shown: { text: string; password: string; browser: Browser },
): Promise<Excused | null> {
  const now = services.now()
  const { keys } = services
  const { text, token } = nextToken(keys, 'device', device.id, device.token, now)
  const used = [device.token.previous, ...device.older].filter((mac): mac is string => mac !== null)
  const rotated = await services.accounts.rotateDevice(account.id, device.id, device.token.mac, {
    token,
    older: used.slice(0, limits.usedTokensKept),
    passwordMac: passwordMac(keys, account.id, text, keys.mac('password', account.id, shown.password)),
    usedAt: now,
    browser: shown.browser,
  })
  if (rotated) return { account: rotated, cookie: text }
  // Two tabs at once: the other one rotated, and its answer holds the token that this one gets too.
  const met = await services.accounts.byId(account.id)
  const after = met && deviceOf(keys, met, shown.text)
  const again = after && shownAs(keys, after, shown.text, now)
  return met && again?.is === 'previous' ? { account: met, cookie: again.next } : null
}

async function endStolen(services: Services, account: Account, device: Device, browser: Browser): Promise<void> {
  const event = withChannels(services, told(services, account, browser, 'device.theft'), account)
  await services.accounts.endDevices(account.id, device.id, event)
}

/** The browser with this cookie is that device. */
export const isShownBy = (keys: Keys, device: Device, text: string) =>
  tokenMacs(keys, 'device', text).some((mac) => mac === device.token.mac || mac === device.token.previous)
