// `npm run bench:webmail`: Roundcube's INBOX by a webmail token and our door, beside the same Roundcube and Dovecot with a password in a passwd-file.
// Needs root.
import { navigator } from '../actors/address-bar.ts'
import { createBrowser } from '../actors/browser.ts'
import { signInAnew } from '../actors/journeys.ts'
import { newRegistered, openidEnv } from '../actors/openid-client.ts'
import { password } from '../actors/test-database.ts'
import { agree } from '../mail-servers/doors.ts'
import { mailPorts } from '../mail-servers/dovecot-conf.ts'
import { startDovecot, type Dovecot } from '../mail-servers/dovecot.ts'
import { connectTo, startRoundcube, webmailUrl, type Roundcube } from '../mail-servers/roundcube.ts'
import { makeScratch } from '../mail-servers/scratch.ts'
import { publicUrl } from '../setup/public-url.ts'
import { median, percentile, rounded } from './figures.ts'
import { onGround, type Ground, type Server } from './ground.ts'
import { timeAll, type Volley } from './load.ts'
import { bench } from './report.ts'
import { fetcher, fillInbox, signInByForm, tabOf, type Fetch, type Tab } from './webmail-side.ts'

/** The first round warms up and is not counted. */
const rounds = 11
const mails = 30
const loads = [
  { atOnce: 1, count: 15 },
  { atOnce: 4, count: 32 },
] as const
const name = 'webmail'

interface Side {
  name: string
  tab: Tab
  stop(): Promise<void>
}

const sideOf = (title: string, tab: Tab, dovecot: Dovecot, webmail: Roundcube): Side => ({
  name: title,
  tab,
  stop: async () => void (await Promise.all([dovecot.stop(), webmail.stop()])),
})

/** Postfix is not asked: nobody sends anything. */
const serversOf = (dovecot: Dovecot) => ({ imap: dovecot.ways.IMAP, smtp: dovecot.ways.IMAP })

const listener = (ip: string) => `
service doveadm {
  inet_listener http {
    address = ${ip}
    port = ${mailPorts.doveadm}
  }
}`

/** Without us: what the site had before. */
async function startPlain(address: string): Promise<Side> {
  const scratch = makeScratch()
  const { door, doveadmKey } = agree([scratch])
  const mailboxes = { [address]: password }
  const dovecot = await startDovecot(
    { door, doveadmKey, mailboxes, edit: () => '', own: listener(scratch.ip) },
    scratch,
  )
  const webmail = await startRoundcube({ ...serversOf(dovecot), settings: {} }, makeScratch())
  fillInbox(dovecot, address, mails)
  const get = fetcher(webmail)
  await signInByForm(get, address, password)
  return sideOf('a passwd-file in clear', await tabOf(get), dovecot, webmail)
}

/** By our portal, and back. */
async function signInByPortal(get: Fetch, { url }: Server, webmail: Roundcube, address: string): Promise<void> {
  const browser = createBrowser(url, publicUrl)
  await signInAnew(browser, address)
  const link = /href="([^"]*plugin\.second_step[^"]*)"/.exec((await get('./')).text)?.[1]
  const first = link === undefined ? await get('./') : await get(link.replaceAll('&amp;', '&'))
  const back = await navigator(url, browser).go(first.to.replace(publicUrl, url))
  if (!back.url.href.startsWith(webmail.url)) throw new Error(`no way back: ${back.url.href}`)
  const { status, text } = await get(back.url.href)
  if (status !== 302) throw new Error(`no sign-in: ${status} ${text.slice(0, 300)}`)
}

/** @param cacheTtl in seconds; without one Dovecot asks every time. */
async function startOurs(ground: Ground, title: string, cacheTtl?: number): Promise<Side> {
  const [mail, web] = [makeScratch(), makeScratch()]
  const { door, doveadmKey, env } = agree([mail])
  const url = webmailUrl(web)
  const client = newRegistered('roundcube', {
    redirect_uris: [`${url}?_task=login&_action=plugin.second_step`],
    post_logout_redirect_uris: [url],
    mail: true,
  })
  const site = await ground.site()
  const more = { DOORS_MODE: 'enforce', PUBLIC_URL: publicUrl, WEBMAIL_NETWORKS: web.ip }
  Object.assign(site.env, env, openidEnv([client]), more)
  const address = await site.user(name)
  const server = await site.startServer()
  const own = `login_trusted_networks = ${web.ip}`
  const dovecot = await startDovecot({ door, doveadmKey, mailboxes: {}, own, ...(cacheTtl && { cacheTtl }) }, mail)
  await dovecot.fetchNames()
  fillInbox(dovecot, address, mails)
  const settings = {
    second_step_url: publicUrl,
    second_step_webmail: url,
    second_step_client_id: client.client_id,
    second_step_client_secret: client.client_secret,
    http_client: connectTo(new URL(server.url).port),
  }
  const webmail = await startRoundcube({ ...serversOf(dovecot), settings }, web)
  const get = fetcher(webmail)
  await signInByPortal(get, server, webmail, address)
  return sideOf(title, await tabOf(get), dovecot, webmail)
}

async function run(ground: Ground) {
  const sides = [
    await startPlain(`${name}@cqu.edu.cn`),
    await startOurs(ground, 'our door, a webmail token'),
    await startOurs(ground, 'the same with Dovecot’s cache', 60),
  ]
  try {
    const found = new Map<string, Volley[]>()
    for (let round = 0; round < rounds; round += 1)
      for (const { atOnce, count } of loads)
        // Whoever begins takes turns, too.
        for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
          const volley = await timeAll(count, atOnce, () => side.tab.inbox())
          const key = `${side.name} ${atOnce}`
          if (round > 0) found.set(key, [...(found.get(key) ?? []), volley])
        }
    return {
      rows: loads.flatMap(({ atOnce }) => sides.map((side) => rowOf(side.name, atOnce, sides[0]!.name, found))),
      notes,
    }
  } finally {
    for (const side of sides) await side.stop()
  }
}

function rowOf(side: string, atOnce: number, floor: string, found: ReadonlyMap<string, Volley[]>) {
  const msOf = (one: string) => (found.get(`${one} ${atOnce}`) ?? []).flatMap(({ ms }) => ms)
  const ms = msOf(side)
  return {
    'INBOX by': side,
    'at once': atOnce,
    'p50 ms': rounded(median(ms), 1),
    'p95 ms': rounded(percentile(ms, 0.95), 1),
    'of the passwd-file': rounded(median(ms) / median(msOf(floor)), 3),
  }
}

const notes = [
  `${rounds - 1} interleaved rounds: the page of the INBOX and its list of ${mails} mails, each with an IMAP sign-in of its own.`,
  'Roundcube, Dovecot, our server, mongod and the client share all cores.',
]

await bench('webmail', () => onGround(false, run), 10 * 60_000)
