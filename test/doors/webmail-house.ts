// Webmail behind the second step, without screens: Debian's Roundcube with our plug-in, and mail servers that ask our doors.
import { chownSync, mkdirSync } from 'node:fs'
import { approvedLogin, bind, redeem } from '../actors/journeys.ts'
import { newRegistered, openidEnv, type Registered } from '../actors/openid-client.ts'
import { password } from '../actors/test-database.ts'
import type { World } from '../actors/world.ts'
import type { Dovecot } from '../mail-servers/dovecot.ts'
import { startMailHouse, type MailHouse } from '../mail-servers/mail-house.ts'
import { connectTo, startRoundcube, webmailUrl, type Roundcube } from '../mail-servers/roundcube.ts'
import { makeScratch } from '../mail-servers/scratch.ts'

export interface WebmailHouse {
  house: MailHouse
  webmail: Roundcube
  /** Mail that is there before anybody looks. */
  drop(address: string, subject: string): Promise<void>
  stop(): Promise<void>
}

export interface WebmailOptions {
  /** Who has a mailbox; everybody's password is the same. */
  addresses: readonly string[]
  /** Whether our server tells this webmail that somebody has signed out. */
  isTold?: boolean
  settings?: Record<string, unknown>
  /** Other plug-ins of Roundcube, by name: their PHP. Loaded when the settings say so. */
  plugins?: Record<string, string>
  /** More of our server's environment. */
  env?: Record<string, string>
}

const endedAction = '?_task=login&_action=plugin.second_step_ended'

function register(url: string, isTold: boolean) {
  return newRegistered('roundcube', {
    client_name: '网页邮箱',
    redirect_uris: [`${url}?_task=login&_action=plugin.second_step`],
    post_logout_redirect_uris: [url],
    mail: true,
    ...(isTold && { backchannel_logout_uri: `${url}${endedAction}` }),
  })
}

export async function startWebmailHouse(options: WebmailOptions): Promise<WebmailHouse> {
  const { addresses, isTold = false, plugins, env } = options
  const scratch = makeScratch()
  const client = register(webmailUrl(scratch), isTold)
  const house = await startMailHouse({
    env: { ...env, ...openidEnv([client]), WEBMAIL_NETWORKS: scratch.ip },
    mailboxes: Object.fromEntries(addresses.map((address) => [address, password])),
    own: `login_trusted_networks = ${scratch.ip}`,
    delivers: true,
  })
  const settings = { ...settingsOf(client, house.world), ...options.settings }
  const servers = { imap: house.ways.IMAP, smtp: house.ways['SMTP by Postfix'] }
  const webmail = await startRoundcube({ ...servers, settings, plugins }, scratch)
  return {
    house,
    webmail,
    drop: (address, subject) => drop(house.nodes[0]!, address, subject),
    async stop() {
      await webmail.stop()
      await house.stop()
    },
  }
}

const settingsOf = ({ client_id: id, client_secret: secret, ...client }: Registered, { url, env }: World) => ({
  second_step_url: env.PUBLIC_URL,
  second_step_webmail: client.post_logout_redirect_uris[0],
  second_step_client_id: id,
  second_step_client_secret: secret,
  http_client: connectTo(new URL(url).port),
  // As with a proxy in front, which says who asks.
  proxy_whitelist: ['127.0.0.1'],
})

let dropped = 0

async function drop({ scratch: { at, write }, command }: Dovecot, address: string, subject: string): Promise<void> {
  const box = `mail/${address}`
  const name = `${box}/new/${(dropped += 1)}.test`
  write(name, `From: registrar@cqu.edu.cn\r\nTo: ${address}\r\nSubject: ${subject}\r\n\r\nhello\r\n`)
  for (const folder of ['cur', 'tmp']) mkdirSync(at(box, folder), { recursive: true })
  // The user mail's, as all is that Dovecot keeps.
  for (const path of [box, ...['new', 'cur', 'tmp'].map((folder) => `${box}/${folder}`), name])
    chownSync(at(path), 8, 8)
  // The first look makes the folder's index. Webmail would take two at once, of which one may find nothing.
  const { code, output } = await command('mailbox', 'status', '-u', address, 'messages', 'INBOX')
  if (code !== 0) throw new Error(output)
}

/** Somebody with a mailbox here who has bound this phone's WeChat. */
export async function enrolled(world: World, name: string) {
  const address = await world.user(name)
  await bind(world.browser(), world.phone(name), address)
  return address
}

/** A browser in which this person has signed in at the portal, by a scan. */
export async function signedIn(world: World, name: string) {
  const browser = world.browser()
  const { challenge, number } = await approvedLogin(browser, world.phone(name), `${name}@cqu.edu.cn`)
  await redeem(browser, challenge, number)
  return browser
}
