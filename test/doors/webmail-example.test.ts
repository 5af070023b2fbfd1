// The example of a webmail of one's own, as it stands, before real Dovecot and our enforcing door.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { navigator } from '../actors/address-bar.ts'
import type { Browser } from '../actors/browser.ts'
import { createJar } from '../actors/cookie-jar.ts'
import { bindWith, handsOf, prove, type Hands } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { newRegistered, openidEnv } from '../actors/openid-client.ts'
import { run } from '../mail-servers/command.ts'
import { startMailHouse, type MailHouse } from '../mail-servers/mail-house.ts'
import { root } from '../setup/command.ts'
import { makePassword } from './owner.ts'

const program = join(root, 'server/doors/openid/example/webmail.mjs')
const webmailIp = '127.0.0.1'
const clientIp = '127.0.0.9'

let house: MailHouse
let home = ''
let example: ChildProcess | undefined
let hands: Hands
let address = ''

async function freePort(): Promise<number> {
  const server = createServer().listen(0, webmailIp)
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const portOf = ({ host, port }: { host: string; port: number }) => ({ IMAP_HOST: host, IMAP_PORT: String(port) })

beforeAll(async () => {
  const port = await freePort()
  home = `http://${webmailIp}:${port}`
  const registered = newRegistered('example', {
    redirect_uris: [`${home}/callback`],
    post_logout_redirect_uris: [`${home}/bye`],
    mail: true,
  })
  house = await startMailHouse({ mailboxes: {}, env: { ...openidEnv([registered]), WEBMAIL_NETWORKS: webmailIp } })
  await enrol()
  const env = { ISSUER: house.world.url, CLIENT_ID: 'example', CLIENT_SECRET: registered.client_secret }
  example = spawn('node', [program], {
    env: { ...process.env, ...env, HOME: home, PORT: String(port), ...portOf(house.ways.IMAP) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { stdout } = example
  await new Promise((resolve) => stdout!.once('data', resolve))
}, 60_000)
afterAll(async () => {
  example?.kill()
  await house.stop()
})

/** Somebody with an OTP app, an app password and one mail. */
async function enrol(): Promise<void> {
  const { world } = house
  address = await world.user('example')
  const browser = world.browser()
  await signInAnew(browser, address)
  hands = handsOf(world, 'totp', 'example')
  await bindWith(browser, hands)
  await house.settle()
  const { secret } = await makePassword(browser)
  const { host, port } = house.ways.IMAP
  const mail = join(mkdtempSync(join(tmpdir(), 'mail-')), 'mail')
  writeFileSync(mail, 'Subject: hello from the example\r\n\r\nhello\r\n')
  const url = `imap://${host}:${port}/INBOX`
  const { code, output } = await run('curl', [
    '--silent',
    '--interface',
    clientIp,
    '--user',
    `${address}:${secret}`,
    '--upload-file',
    mail,
    url,
  ])
  expect({ code, output }).toEqual({ code: 0, output: '' })
}

/** The other half of a person's browser: the webmail's own cookie. */
function webmailTab() {
  const jar = createJar()
  return async (path: string) => {
    const answer = await fetch(new URL(path, home), { redirect: 'manual', headers: { cookie: jar.header() } })
    jar.keep(answer.headers.getSetCookie())
    return { to: answer.headers.get('location') ?? '', text: await answer.text(), status: answer.status }
  }
}

/** Through our pages, with the password and a code of the app. */
async function signInFor(browser: Browser, asked: string): Promise<string> {
  const bar = navigator(house.world.url, browser)
  const page = await bar.go(asked)
  const { challenge } = await signInAnew(browser, address)
  await prove(browser, challenge, hands)
  return (await bar.go(`/openid/continue/${page.url.searchParams.get('continue')}`)).url.href
}

it('shows the mail after the second step, asks again once the session is over, and signs out everywhere', async () => {
  const browser = house.world.browser()
  const tab = webmailTab()
  const back = await signInFor(browser, (await tab('/')).to)
  expect(back).toMatch(`${home}/callback?code=`)
  expect((await tab(back)).to).toBe(home)
  expect((await tab('/')).text).toBe(`${address}\nhello from the example\n`)

  await browser.call('DELETE /api/session')
  const asked = (await tab('/')).to
  expect(asked).toMatch(`${house.world.url}/openid/auth?`)

  house.world.clock.advance(30_000)
  await tab(await signInFor(browser, asked))
  expect((await tab('/')).text).toMatch('hello from the example')
  const { to } = await tab('/sign-out')
  const bye = await navigator(house.world.url, browser).go(to)
  expect(bye.url.href).toBe(`${home}/bye`)
  expect(await browser.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
})

it('says that the mail server is away, and keeps who is signed in', async () => {
  const browser = house.world.browser()
  const tab = webmailTab()
  house.world.clock.advance(30_000)
  await tab(await signInFor(browser, (await tab('/')).to))
  await house.doors.is('500')
  expect((await tab('/')).status).toBe(502)
  await house.doors.is('up')
  expect((await tab('/')).text).toMatch('hello from the example')
})
