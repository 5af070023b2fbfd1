// Webmail as people have it: Debian's Roundcube with our plug-in, mail servers that ask our doors, our portal, and phones with the built mini-program.
import { chownSync, mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { newRegistered, openidEnv, type Registered } from '../actors/openid-client.ts'
import { password } from '../actors/test-database.ts'
import { bind } from '../actors/journeys.ts'
import { see, signInOn, tap } from '../e2e/portal-walk.ts'
import { openStage, stageEnv, type Stage } from '../e2e/stage.ts'
import { publicUrl } from '../setup/public-url.ts'
import type { Dovecot } from '../mail-servers/dovecot.ts'
import { startMailHouse, type MailHouse } from '../mail-servers/mail-house.ts'
import { connectTo, startRoundcube, webmailUrl, type Roundcube } from '../mail-servers/roundcube.ts'
import { makeScratch } from '../mail-servers/scratch.ts'

export interface WebmailStage extends Stage {
  house: MailHouse
  webmail: Roundcube
  /** Mail that is there before anybody looks. */
  drop(address: string, subject: string): Promise<void>
  stop(): Promise<void>
}

export const browserAddress = '203.0.113.77'

export interface WebmailOptions {
  /** Who has a mailbox; everybody's password is the same. */
  addresses: readonly string[]
  /** Whether our server tells this webmail that somebody has signed out. */
  isTold?: boolean
  settings?: Record<string, unknown>
  /** Other plug-ins of Roundcube, by name: their PHP. Loaded when the settings say so. */
  plugins?: Record<string, string>
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

export async function startWebmailStage(options: WebmailOptions): Promise<WebmailStage> {
  const { addresses, isTold = false, plugins } = options
  const scratch = makeScratch()
  const client = register(webmailUrl(scratch), isTold)
  const house = await startMailHouse({
    env: { ...stageEnv, ...openidEnv([client]), WEBMAIL_NETWORKS: scratch.ip },
    mailboxes: Object.fromEntries(addresses.map((address) => [address, password])),
    own: `login_trusted_networks = ${scratch.ip}`,
    delivers: true,
  })
  const stage = await openStage(house.world)
  const settings = { ...settingsOf(client, house.world.url), ...options.settings }
  const servers = { imap: house.ways.IMAP, smtp: house.ways['SMTP by Postfix'] }
  const webmail = await startRoundcube({ ...servers, settings, plugins }, scratch)
  return {
    ...stage,
    house,
    webmail,
    drop: (address, subject) => drop(house.nodes[0]!, address, subject),
    async stop() {
      await webmail.stop()
      await stage.stop()
      await house.stop()
    },
  }
}

const settingsOf = ({ client_id: id, client_secret: secret, ...client }: Registered, server: string) => ({
  second_step_url: publicUrl,
  second_step_webmail: client.post_logout_redirect_uris[0],
  second_step_client_id: id,
  second_step_client_secret: secret,
  http_client: connectTo(new URL(server).port),
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
export async function enrolled({ world }: Stage, name: string) {
  const address = await world.user(name)
  await bind(world.browser(), world.phone(name), address)
  return address
}

/** From webmail's page to the mailbox, by the portal and a scan. The page is signed out. */
export async function enter(stage: WebmailStage, page: Page, name: string, query = ''): Promise<void> {
  await page.goto(`${stage.webmail.url}${query}`)
  await signInOn(page, `${name}@cqu.edu.cn`)
  await see(page, '微信扫码验证')
  const phone = await stage.phone(name)
  await phone.scan(page)
  await tap(phone, '确认')
  await page.waitForURL((url) => url.href.startsWith(stage.webmail.url) && !url.search.includes('plugin.second_step'))
  await phone.page.context().close()
}

/** Whether the page is ours that asks for the password. */
export const isAsked = (page: Page) =>
  page
    .getByLabel('邮箱密码')
    .waitFor({ timeout: 10_000 })
    .then(
      () => page.url().startsWith(publicUrl),
      () => false,
    )

export async function signOutInPortal(page: Page): Promise<void> {
  const tab = await page.context().newPage()
  await tab.goto(`${publicUrl}/settings/factors`)
  await tab.getByRole('button', { name: '退出登录' }).click()
  await see(tab, '邮箱密码')
  await tab.close()
}
