// What a webmail signs in with, through real Dovecot and Postfix, with Dovecot's cache on.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTransport } from 'nodemailer'
import { password } from '../actors/test-database.ts'
import { openClient, roundcube, webmailEnv } from '../actors/webmail.ts'
import { run } from '../mail-servers/command.ts'
import { startMailHouse, type MailHouse, type WayName } from '../mail-servers/mail-house.ts'
import { signInTo, tryPassword, type Way } from '../mail-servers/try-password.ts'
import { until } from '../mail-servers/until.ts'
import { makeOwner, makePassword, type Owner } from './owner.ts'

const webmail = '127.0.77.1'
/** Believed when it speaks for a browser, and no webmail. */
const proxy = '127.0.78.1'
const elsewhere = '127.0.79.1'

interface Visitor extends Owner {
  token: string
}

let house: MailHouse
let owner: Visitor
/** Neither a factor nor an app password: on no node's list. */
let plain: Visitor

async function visitor(name: string, hasFactor: boolean): Promise<Visitor> {
  const person = await makeOwner(house.world, name, hasFactor)
  const client = await openClient(house.world.url, roundcube)
  return { ...person, token: await client.mailPassword(await client.visit(person.browser)) }
}

beforeAll(async () => {
  house = await startMailHouse({
    mailboxes: { 'owner@cqu.edu.cn': password, 'plain@cqu.edu.cn': password },
    cacheTtl: 60,
    own: `login_trusted_networks = ${webmail} ${proxy}`,
    env: { ...webmailEnv(), WEBMAIL_NETWORKS: webmail },
  })
  owner = await visitor('owner', true)
  plain = await visitor('plain', false)
  await house.settle()
  await house.nodes[0]!.fetchNames()
}, 60_000)
afterAll(() => house.stop())

const ways: WayName[] = ['IMAP', 'submission by Dovecot', 'SMTP by Postfix']
const at = (name: WayName, from: string, says?: string): Way => ({
  ...house.ways[name],
  from,
  // RFC 2971; what webmails tell of the browser behind them.
  ...(says !== undefined && { before: [[`i ID ("x-originating-ip" "${says}")`, /^i OK/m]] }),
})
const everyWay = (from: string, { address }: Owner, secret: string) =>
  Promise.all(ways.map((name) => tryPassword(at(name, from), address, secret)))
const questions = () => house.doors.asked().filter((path) => path === '/doors/dovecot').length

async function curl({ address, token }: Visitor, from: string): Promise<number | null> {
  const { ip } = house.nodes[0]!
  const args = ['-sS', '--max-time', '15', '--interface', from, '--user', `${address}:${token}`]
  return (await run('curl', [...args, `imap://${ip}/`])).code
}

async function nodemailer({ address, token }: Visitor, from: string): Promise<string> {
  const { host, port } = house.ways['SMTP by Postfix']
  const auth = { user: address, pass: token }
  const transport = createTransport({ host, port, localAddress: from, secure: false, ignoreTLS: true, auth })
  return transport.sendMail({ from: address, to: 'x@example.test', text: 'hello' }).then(
    ({ accepted }) => `${accepted.length} accepted`,
    (error: { code: string }) => error.code,
  )
}

describe('a webmail’s token', () => {
  it.each(['with a second step', 'who is on no list of names'])(
    'reads and sends, of somebody %s, from the webmail only',
    async (who) => {
      const person = who === 'with a second step' ? owner : plain
      expect(await Promise.all([curl(person, webmail), nodemailer(person, webmail)])).toEqual([0, '1 accepted'])
      // CURLE_LOGIN_DENIED.
      expect(await Promise.all([curl(person, elsewhere), nodemailer(person, elsewhere)])).toEqual([67, 'EAUTH'])
      expect(await everyWay(webmail, person, person.token)).toEqual(ways.map(() => 'in'))
      expect(await everyWay(elsewhere, person, person.token)).toEqual(ways.map(() => 'wrong'))
      expect(await tryPassword(at('POP3', webmail), person.address, person.token)).toBe('wrong')
    },
  )

  it('is good for the webmail, for whomever it speaks; and for nobody who speaks for the webmail', async () => {
    expect(await tryPassword(at('IMAP', webmail, elsewhere), owner.address, owner.token)).toBe('in')
    expect(await tryPassword(at('IMAP', proxy, webmail), owner.address, owner.token)).toBe('wrong')
    expect(await tryPassword(at('IMAP', elsewhere, webmail), owner.address, owner.token)).toBe('wrong')
  })
})

describe('P06 ManageSieve', () => {
  const rules = (from: string, secret: string) => tryPassword({ ...house.nodes[0]!.sieve, from }, owner.address, secret)

  it('opens the rules to a token from the webmail, and to an app password for IMAP from elsewhere', async () => {
    expect(await rules(webmail, owner.token)).toBe('in')
    expect(await rules(elsewhere, owner.token)).toBe('wrong')
    const { secret } = await makePassword(owner.browser, { protocols: ['imap'] })
    expect(await Promise.all([rules(webmail, secret), rules(elsewhere, secret)])).toEqual(['wrong', 'in'])
  })

  it('opens them to no mailbox password and to no app password that is not for IMAP', async () => {
    const { secret } = await makePassword(owner.browser, { protocols: ['pop3', 'smtp'] })
    for (const from of [webmail, elsewhere])
      expect(await Promise.all([rules(from, password), rules(from, secret)])).toEqual(['wrong', 'wrong'])
  })

  it('closes them with the session that the token was given in', async () => {
    const person = await visitor('ruling', true)
    await house.settle()
    const sieve = { ...house.nodes[0]!.sieve, from: webmail }
    expect(await tryPassword(sieve, person.address, person.token)).toBe('in')
    await person.browser.call('DELETE /api/session')
    await until(
      async () => (await tryPassword(sieve, person.address, person.token)) === 'wrong',
      () => house.nodes[0]!.log(),
    )
  })
})

describe('P06 anything else from a webmail', () => {
  it('opens no mailbox with a second step; without one the site’s own passwords do, as before', async () => {
    const { secret } = await makePassword(owner.browser)
    for (const typed of [secret, password])
      expect(await everyWay(webmail, owner, typed)).toEqual(ways.map(() => 'wrong'))
    expect(await everyWay(elsewhere, owner, secret)).toEqual(ways.map(() => 'in'))
    expect(await everyWay(webmail, plain, password)).toEqual(ways.map(() => 'in'))
  })
})

describe('with Dovecot’s cache on', () => {
  it('a token is asked about once, and all the same refused from elsewhere while it is remembered', async () => {
    const person = await visitor('cached', true)
    await house.settle()
    questions()
    const told: string[] = []
    for (const from of [webmail, webmail, elsewhere, webmail])
      told.push(await tryPassword(at('IMAP', from), person.address, person.token))
    expect(told).toEqual(['in', 'in', 'wrong', 'in'])
    expect(questions()).toBe(2)
    expect(await tryPassword(at('IMAP', proxy, webmail), person.address, person.token)).toBe('wrong')
  })

  it('P12 sign-out makes the node forget it, and ends no session that is open', async () => {
    const person = await visitor('leaving', true)
    await house.settle()
    const { server, socket, verdict } = await signInTo(at('IMAP', webmail), person.address, person.token)
    expect(verdict).toBe('in')
    server.send('b SELECT INBOX')
    await server.until(/^b OK/m)
    server.send('c IDLE')
    await server.until(/^\+ /m)
    await person.browser.call('DELETE /api/session')
    await until(
      async () => (await tryPassword(at('IMAP', webmail), person.address, person.token)) === 'wrong',
      () => house.nodes[0]!.log(),
    )
    server.send('DONE')
    expect(await server.until(/^c OK/m)).toMatch(/^c OK/m)
    socket.destroy()
  })
})
