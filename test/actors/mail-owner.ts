import type { MailProtocol } from '../../shared/mail-protocols.ts'
import type { Browser } from './browser.ts'
import type { FullWorld } from './full-world.ts'
import { bindWith, handsOf, type Outside } from './hands.ts'
import { signInAnew } from './journeys.ts'
import type { MailDoor } from './mail-door.ts'

let made = 0

/** Where mailboxes are made, and browsers opened. */
interface Home {
  user: FullWorld['user']
  browser(): Browser
}

/** A mailbox without factors, its owner signed in. */
export async function plainOwner(world: Home) {
  const address = await world.user(`owner-${(made += 1)}`)
  const browser = world.browser()
  await signInAnew(browser, address)
  return { address, browser }
}

/** A mailbox with two-step verification: a backup address is bound. */
export async function enrolledOwner(world: Home & Outside) {
  const owner = await plainOwner(world)
  const mail = handsOf(world, 'email', 'owner')
  await bindWith(owner.browser, mail)
  return { ...owner, mail }
}

export type MailOwner = Awaited<ReturnType<typeof plainOwner>>

interface Wanted {
  name?: string
  protocols?: MailProtocol[]
  life?: 'unlimited' | 'quarter' | 'year'
}

/** 【生成】. */
export const makePassword = (
  { browser }: { browser: Browser },
  { name = '手机 Outlook', protocols = ['imap', 'pop3', 'smtp'], life = 'unlimited' }: Wanted = {},
) => browser.call('POST /api/app-passwords', { input: { name, protocols, life } })

/**
 * A mail client with a password of its own, which ends, one that guesses, and one with the mailbox password that the account knows.
 * @param door of a server that enforces.
 */
export async function askAsMailClients(door: MailDoor, { address, browser }: MailOwner, mailboxPassword: string) {
  const { made, password } = await makePassword({ browser })
  for (const typed of [password, 'a guess', mailboxPassword]) await door.dovecot(address, typed)
  await browser.call('DELETE /api/app-passwords/:id', { params: { id: made.id } })
}
