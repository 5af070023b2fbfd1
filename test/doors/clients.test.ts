// Programs that people read and send mail with, against the mail servers that ask our doors.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import { password } from '../actors/test-database.ts'
import { beginSlow } from '../mail-servers/begin-slow.ts'
import { run } from '../mail-servers/command.ts'
import { startMailHouse, type MailHouse, type WayName } from '../mail-servers/mail-house.ts'
import { makeOwner, makePassword } from './owner.ts'

const address = 'owner@cqu.edu.cn'
let house: MailHouse
let secret = ''
beforeAll(async () => {
  house = await startMailHouse({ mailboxes: { [address]: password } })
  const { browser } = await makeOwner(house.world, 'owner', true)
  secret = (await makePassword(browser)).secret
  // A first factor ends open sessions: none of those that follow.
  await house.settle()
  saidTo = beginSlow(clients, ([, way]) => way, said)
}, 60_000)
afterAll(() => house.stop())

/** ok, or what the program says of the refusal. */
type Client = (way: { host: string; port: number }, pass: string) => Promise<string>

const imapflow: Client = async ({ host, port }, pass) => {
  const client = new ImapFlow({ host, port, secure: false, auth: { user: address, pass }, logger: false })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.append('INBOX', 'Subject: hello\r\n\r\nhello\r\n')
    const { exists } = await client.mailboxOpen('INBOX')
    await client.logout()
    return exists > 0 ? 'ok' : 'nothing was kept'
  } catch (error) {
    return (error as { serverResponseCode?: string }).serverResponseCode ?? String(error)
  }
}

const nodemailer: Client = async ({ host, port }, pass) => {
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true, auth: { user: address, pass } })
  try {
    const { accepted } = await transport.sendMail({ from: address, to: 'x@example.test', text: 'hello' })
    return accepted.length === 1 ? 'ok' : 'nobody took it'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

const curl =
  (scheme: 'imap' | 'pop3' | 'smtp'): Client =>
  async ({ host, port }, pass) => {
    const mail =
      scheme === 'smtp' ? ['--mail-from', address, '--mail-rcpt', 'x@example.test', '--upload-file', '-'] : []
    const args = ['-sS', '--max-time', '15', '--user', `${address}:${pass}`, ...mail, `${scheme}://${host}:${port}/`]
    const { code } = await run('curl', args, { input: 'Subject: hello\r\n\r\nhello\r\n' })
    return code === 0 ? 'ok' : `exit ${code}`
  }

const swaks: Client = async ({ host, port }, pass) => {
  const who = ['--auth', 'LOGIN', '--auth-user', address, '--auth-password', pass]
  const { code } = await run('swaks', [
    '--server',
    `${host}:${port}`,
    '--from',
    address,
    '--to',
    'x@example.test',
    ...who,
  ])
  return code === 0 ? 'ok' : `exit ${code}`
}

/** What each says when it is refused: curl's CURLE_LOGIN_DENIED, swaks's "error authenticating". */
type Row = [name: string, way: WayName, client: Client, refused: string]
const clients: Row[] = [
  ['imapflow', 'IMAP', imapflow, 'AUTHENTICATIONFAILED'],
  ['imapflow', 'IMAP by nginx', imapflow, 'AUTHENTICATIONFAILED'],
  ['curl', 'IMAP', curl('imap'), 'exit 67'],
  ['curl', 'IMAP by nginx', curl('imap'), 'exit 67'],
  ['curl', 'POP3', curl('pop3'), 'exit 67'],
  ['curl', 'POP3 by nginx', curl('pop3'), 'exit 67'],
  ['curl', 'submission by Dovecot', curl('smtp'), 'exit 67'],
  ['curl', 'SMTP by Postfix', curl('smtp'), 'exit 67'],
  ['curl', 'SMTP by nginx', curl('smtp'), 'exit 67'],
  ['nodemailer', 'submission by Dovecot', nodemailer, 'EAUTH'],
  ['nodemailer', 'SMTP by Postfix', nodemailer, 'EAUTH'],
  ['nodemailer', 'SMTP by nginx', nodemailer, 'EAUTH'],
  ['swaks', 'submission by Dovecot', swaks, 'exit 28'],
  ['swaks', 'SMTP by Postfix', swaks, 'exit 28'],
  ['swaks', 'SMTP by nginx', swaks, 'exit 28'],
]

const said = async ([, way, client]: Row) => [
  await client(house.ways[way], secret),
  await client(house.ways[way], password),
]
let saidTo: typeof said

describe('a real client', () => {
  it.each(clients.map((row) => [row[0], row[1], row] as const))(
    '%s, %s: works with an app password and not with the mailbox password',
    async (_, _way, row) => {
      expect(await saidTo(row)).toEqual(['ok', row[3]])
    },
  )
})
