import type { Output } from '../../shared/api/contract.ts'
import type { FactorKind } from '../../shared/factors.ts'
import type { Browser } from './browser.ts'
import type { Phone } from './phone.ts'
import { password } from './test-database.ts'
import type { World } from './world.ts'

export type Challenge = Output<'GET /api/challenge'>

/** The password typed in a browser that the account has never seen, unless it has signed in before. */
export const signInAnew = (browser: Browser, address: string) =>
  browser.call('POST /api/session', { input: { address, password } })

export const mark = '__Host-browser'
/** By address, the mark of the browser that bound it. */
const marks = new Map<string, string>()

export const markOf = (address: string) => marks.get(address)

/** The password typed in a browser of the account's owner: it carries the mark of the one that bound it, so that a scan from it is no doubtful one (R16). */
export function signIn(browser: Browser, address: string) {
  const known = marks.get(address)
  const cookies = browser.cookies()
  if (known !== undefined && !cookies.has(mark)) browser.setCookies(cookies.set(mark, known))
  return signInAnew(browser, address)
}

/** The link in the QR of a challenge. */
export function linkOf(challenge: Challenge | null): string {
  const prompt = challenge?.prompts.find(({ shape }) => shape === 'scan')
  if (prompt?.shape !== 'scan' || prompt.url === null) throw new Error('there is no QR to scan')
  return prompt.url
}

/** Signs in with the password and binds this phone's WeChat. */
export async function bind(browser: Browser, phone: Phone, address: string) {
  await signIn(browser, address)
  const challenge = await browser.call('POST /api/bindings', { input: { kind: 'wechat' } })
  const approved = await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
  const bound = await redeem(browser, challenge, approved.number)
  marks.set(address, browser.cookies().get(mark) ?? '')
  return bound
}

/** A bound account of this name, and a browser of it that waits for its phone. */
export async function waiting(world: Pick<World, 'user' | 'phone' | 'browser'>, name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  await bind(world.browser(), phone, address)
  const browser = world.browser()
  const { challenge } = await signIn(browser, address)
  return { address, phone, browser, challenge: challenge!, link: linkOf(challenge) }
}

/** Signs in with the password and scans; the phone has approved, the browser has not finished. */
export async function approvedLogin(browser: Browser, phone: Phone, address: string) {
  const { challenge } = await signIn(browser, address)
  const scanned = await phone.scan(linkOf(challenge))
  const { number } = await phone.answer(scanned, 'approve')
  return { challenge: challenge!, scanned, number: number ?? undefined }
}

export const redeem = (browser: Browser, challenge: { id: string }, number?: string | null) =>
  browser.call('POST /api/challenge/redeem', { input: { challenge: challenge.id, number: number ?? undefined } })

/** Signs in with the password, begins to bind, and this phone has approved; the browser has not finished. */
export async function approvedBind(browser: Browser, phone: Phone, address: string) {
  await signIn(browser, address)
  const challenge = await browser.call('POST /api/bindings', { input: { kind: 'wechat' } })
  const scanned = await phone.scan(linkOf(challenge))
  const { number } = await phone.answer(scanned, 'approve')
  return { challenge, scanned, number: number ?? '' }
}

/** Types this code as the answer to the challenge. */
export const typeCode = (
  browser: Browser,
  challenge: { id: string } | null,
  code: string,
  kind: FactorKind = 'wechat',
) => browser.call('POST /api/challenge/answer', { input: { challenge: challenge?.id ?? '', kind, code } })

/** The id of what a signed-in browser's account has bound of this kind. */
export async function bindingIdOf(browser: Browser, kind: FactorKind): Promise<string> {
  const { methods } = await browser.call('GET /api/bindings')
  return methods.find((method) => method.kind === kind)?.binding?.id ?? ''
}

/** A signed-in browser of this account begins to unbind it. */
export async function beginUnbind(browser: Browser, kind: FactorKind = 'wechat') {
  const id = await bindingIdOf(browser, kind)
  return browser.call('POST /api/bindings/:id/unbind', { params: { id }, input: {} })
}

/** A signed-in browser of this account begins to put another one in its place. */
export async function beginRebind(browser: Browser, kind: FactorKind) {
  const id = await bindingIdOf(browser, kind)
  return browser.call('POST /api/bindings/:id/rebind', { params: { id }, input: {} })
}

/** Signs in with a code of the phone and the check-box 同设备登录免二次验证. @returns the device's cookie, by its name. */
export async function trusted(browser: Browser, phone: Phone, address: string): Promise<[name: string, text: string]> {
  const { challenge } = await signIn(browser, address)
  await browser.call('POST /api/challenge/trust', { input: { challenge: challenge?.id ?? '', wanted: true } })
  await typeCode(browser, challenge, await phone.code())
  const found = [...browser.cookies()].find(([name]) => name.startsWith('__Host-device-'))
  if (!found) throw new Error('the browser is not trusted')
  return found
}
