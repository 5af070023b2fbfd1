import { bindWith, handsOf, prove } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { password } from '../actors/test-database.ts'
import type { FullWorld } from '../actors/full-world.ts'
import type { MailProtocol } from '../../shared/mail-protocols.ts'
import { limits } from '../../shared/limits.ts'
import { note } from '../after/ledger.ts'
import type { Browser } from '../actors/browser.ts'

const all: MailProtocol[] = ['imap', 'pop3', 'smtp']

/** 【生成】 in a browser that may. */
export async function makePassword(
  browser: Browser,
  { protocols = all, life = 'unlimited' as 'unlimited' | 'quarter' } = {},
) {
  const made = await browser.call('POST /api/app-passwords', { input: { name: 'Outlook', protocols, life } })
  note('password', made.password)
  return { id: made.made.id, secret: made.password }
}

/** 【删除】 */
export const endPassword = (browser: Browser, id: string) =>
  browser.call('DELETE /api/app-passwords/:id', { params: { id } })

export interface Owner {
  address: string
  browser: Browser
  /** Signs in once more. @returns another browser. */
  again(): Promise<Browser>
}

type Hall = Pick<FullWorld, 'user' | 'browser' | 'smtp' | 'sms' | 'clock'>

/** Somebody signed in, with an OTP app bound or without any factor. */
export async function makeOwner(world: Hall, name: string, hasFactor: boolean): Promise<Owner> {
  const address = await world.user(name)
  const browser = world.browser()
  await signInAnew(browser, address)
  const hands = hasFactor ? handsOf(world, 'totp', name) : null
  if (hands) await bindWith(browser, hands)
  const again = async () => {
    const other = world.browser()
    const { challenge } = await signInAnew(other, address)
    if (hands) await prove(other, challenge, hands)
    return other
  }
  return { address, browser, again }
}

const spaced = (secret: string, between: string) => secret.replace(/(.{4})(?=.)/g, `$1${between}`)

/** What a client may show, by what it is; beside what is given. The one of `life: quarter` is good until the clock has moved. */
export async function makeCredentials<Given extends object>({ browser }: Owner, protocol: MailProtocol, given: Given) {
  const { secret } = await makePassword(browser)
  const revoked = await makePassword(browser)
  await endPassword(browser, revoked.id)
  const expired = await makePassword(browser, { life: 'quarter' })
  const elsewhere = await makePassword(browser, { protocols: all.filter((one) => one !== protocol) })
  return {
    'mailbox password': password,
    'app password': secret,
    revoked: revoked.secret,
    expired: expired.secret,
    'wrong scope': elsewhere.secret,
    'with spaces and dashes': ` ${secret.slice(0, 4)}-${spaced(secret.slice(4), ' ')} `,
    'upper case': secret.toUpperCase(),
    'with no-break spaces in UTF-8': spaced(secret, '\u00a0'),
    'with no-break spaces in Latin-1': Buffer.from(spaced(secret, '\u00a0'), 'latin1'),
    ...given,
  }
}

/** From now on every `expired` is. */
export const letExpire = (world: FullWorld) => world.clock.advance(limits.appPasswordQuarter + 1_000)
