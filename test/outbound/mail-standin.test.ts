import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { connectSmtpControl } from '../standins/smtp/control.ts'
import { startSmtp, type SmtpStandin } from '../standins/smtp/start.ts'
import { connect, mail, to } from './mail-fixture.ts'
import { envelope, header, hello, letter, speak } from './mail-wire.ts'

let standin: SmtpStandin

beforeAll(async () => {
  standin = await startSmtp()
})
beforeEach(() => standin.reset())
afterAll(() => standin.stop())

/** The answer to the mail. */
const answerTo = async (text: string) => (await speak(standin.port, [...envelope, text])).at(-1)

describe('the mail server of the tests', () => {
  it('takes a mail that is well-formed', async () => {
    expect(await answerTo(letter())).toMatch(/^250 /)
    expect(await standin.mails()).toMatchObject([
      { envelope: { from: '', to: 'a@example.org' }, headers: { subject: 'one' }, text: 'text\r\n', html: null },
    ])
  })

  it.each(Object.keys(header))('refuses a mail without %s', async (name) => {
    expect(await answerTo(letter({ [name]: null }))).toBe(`554 5.6.0 ${name.toLowerCase()} is missing`)
    expect(await standin.mails()).toEqual([])
  })

  it.each([
    ['a field that is there twice', letter({ subject: 'two' }), 'subject is there twice'],
    ['a date that is none', letter({ Date: 'today' }), 'date is malformed'],
    ['an id without brackets', letter({ 'Message-ID': '1@cqu.edu.cn' }), 'message-id is malformed'],
    ['two authors', letter({ From: 'a@cqu.edu.cn, b@cqu.edu.cn' }), 'from is malformed'],
    ['a line of 999 characters', letter({}, 'x'.repeat(999)), 'a line has more than 998 characters'],
    ['eight bits in the header', letter({ Subject: 'Grüße' }), 'eight bits that are not encoded'],
    ['eight bits in the body', letter({}, 'Grüße'), 'eight bits that are not encoded'],
    ['a bare line feed', letter({}, 'one\ntwo'), 'a line does not end with CR LF'],
  ])('refuses %s', async (_, text, fault) => {
    expect(await answerTo(text)).toBe(`554 5.6.0 ${fault}`)
    expect(await standin.mails()).toEqual([])
  })

  it('takes a line of 998 characters', async () => {
    expect(await answerTo(letter({}, 'x'.repeat(998)))).toMatch(/^250 /)
  })

  it.each([
    ['a charset that is not UTF-8', { 'Content-Type': 'text/plain; charset=gbk' }],
    ['an encoding that is none', { 'Content-Transfer-Encoding': '8bit' }],
    ['an attachment', { 'Content-Type': 'application/pdf' }],
    ['a subject that is not UTF-8', { Subject: '=?gbk?B?0enWpMLr?=' }],
    ['a multipart without its parts', { 'Content-Type': 'multipart/alternative; boundary=b' }],
  ])('refuses %s', async (_, changes) => {
    expect(await answerTo(letter(changes))).toMatch(/^554 5\.6\.0 Error: /)
  })

  it('refuses a second recipient, and a sender it does not know', async () => {
    const second = await speak(standin.port, [...hello, 'RCPT TO:<a@example.org>', 'RCPT TO:<b@example.org>'])
    expect(second.slice(-2)).toEqual([expect.stringMatching(/^250 /), '452 4.5.3 one recipient a mail'])
    const sender = await speak(standin.port, [hello[0], 'MAIL FROM:<noreply@cqu.edu.cn>'])
    expect(sender.at(-1)).toBe('550 5.7.1 not your sender')
  })

  it('takes a sender that it was told of', async () => {
    const told = await startSmtp({ senders: ['noreply@cqu.edu.cn'] })
    const replies = await speak(told.port, [hello[0], 'MAIL FROM:<noreply@cqu.edu.cn>'])
    await told.stop()
    expect(replies.at(-1)).toMatch(/^250 /)
  })

  it('decodes both parts and the words of a header', async () => {
    const parts = [
      ['--b', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', ''],
      ['=E9=AA=8C=', '=E8=AF=81 a=3Db'],
      ['--b', 'Content-Type: text/html; charset="utf-8"', 'Content-Transfer-Encoding: base64', ''],
      [Buffer.from('<p>验证</p>').toString('base64'), '--b--'],
    ]
    const changes = {
      'Content-Type': 'multipart/alternative;\r\n boundary="b"',
      Subject: '=?UTF-8?Q?=E9=AA=8C?=\r\n =?UTF-8?B?6K+B?= one_two',
    }
    expect(await answerTo(letter(changes, parts.flat().join('\r\n')))).toMatch(/^250 /)
    expect(await standin.last('a@example.org')).toMatchObject({
      headers: { subject: '验证 one_two' },
      text: '验证 a=b',
      html: '<p>验证</p>',
    })
  })

  it('fails as often as it is told to', async () => {
    await standin.fault({ at: 'rcpt', do: 'reply', code: 450, nth: 2, times: 1 })
    const ask = async () => (await speak(standin.port, envelope.slice(0, 3))).at(-1)?.slice(0, 3)
    expect([await ask(), await ask(), await ask()]).toEqual(['250', '450', '250'])
  })

  it('knows no other fault, and nothing to show before a mail came', async () => {
    await expect(standin.fault({ at: 'rcpt', do: 'sing' } as never)).rejects.toThrow('unknown kind of fault')
    await expect(connectSmtpControl(standin.controlUrl).last()).rejects.toThrow('no mail came')
  })
})

it('as a process it prints one line with its addresses, takes the product’s mail, and ends on SIGTERM', async () => {
  const main = new URL('../standins/smtp/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', main], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const { url, controlUrl } = JSON.parse(line) as { url: string; controlUrl: string }
    const { mailer } = connect(url)
    expect(await mailer.send(mail)).toEqual({ is: 'sent' })
    expect((await connectSmtpControl(controlUrl).last(to)).headers['subject']).toBe(mail.subject)
    mailer.stop()
  } finally {
    child.kill('SIGTERM')
  }
  const [status] = (await once(child, 'exit')) as [number | null]
  expect(status).toBe(0)
})
