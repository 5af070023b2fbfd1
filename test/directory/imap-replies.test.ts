// What a server may say, said by a script.
import { afterEach, describe, expect, it } from '@jest/globals'
import { isProbe } from '../../server/core/probe.ts'
import { limits } from '../../shared/limits.ts'
import { connectImap, keys } from './imap-fixture.ts'
import { ended, unavailable } from './ldap-fixture.ts'
import { startScriptedImap, type Scripted } from './scripted.ts'

const [address, password] = ['feng@cqu.edu.cn', 'mailbox-password-of-feng']
const plain = Buffer.from(`\0${address}\0${password}`).toString('base64')
const can = (what: string) => ({ CAPABILITY: `* CAPABILITY IMAP4rev1 ${what}\r\n@ OK done` })
let server: Scripted
afterEach(() => server.stop())

async function check(answers: Readonly<Record<string, string>>, changes = {}) {
  server = await startScriptedImap({ ...can('SASL-IR AUTH=PLAIN ID'), ...answers })
  const { check, events } = connectImap(server.port, changes)
  const { is, ms } = await ended(check(address, password))
  return { is, ms, why: events[0]?.why }
}

describe('how the password travels', () => {
  it('goes with the command where that is allowed', async () => {
    expect(await check({ AUTHENTICATE: '@ OK in' })).toMatchObject({ is: 'right' })
    expect(server.heard()).toContain(`AUTHENTICATE PLAIN ${plain}\r\n`)
  })

  it('else waits until the server asks for it', async () => {
    const answers = { ...can('AUTH=PLAIN'), AUTHENTICATE: '+ ' }
    expect(await check({ ...answers, more: '@ OK in' })).toMatchObject({ is: 'right' })
    expect(server.heard()).toContain(`AUTHENTICATE PLAIN\r\n${plain}\r\n`)
    await server.stop()
    expect(await check({ ...answers, more: '@ NO no' })).toMatchObject({ is: 'wrong' })
  })

  it('is a literal where there is nothing but LOGIN', async () => {
    expect(await check({ ...can(''), LOGIN: '+ ', more: '+ ' })).toMatchObject({ is: unavailable, why: 'answer' })
    expect(server.heard()).toContain(`LOGIN {15}\r\n${address} {24}\r\n${password}\r\n`)
  })

  it('stays at home where LOGIN is disabled', async () => {
    expect(await check(can('LOGINDISABLED'))).toMatchObject({ is: unavailable, why: 'mechanism' })
    expect(server.heard()).not.toMatch(/LOGIN|AUTHENTICATE/)
  })

  it('stays at home when it holds a NUL, which parts the fields', async () => {
    server = await startScriptedImap({ ...can('SASL-IR AUTH=PLAIN'), AUTHENTICATE: '@ OK in' })
    const { check } = connectImap(server.port)
    expect((await ended(check(address, `${password}\0`))).is).toBe('wrong')
    expect(server.heard()).toBe('')
  })

  it('follows who asks: us, the client’s address, and a mark by which our own door knows us', async () => {
    await check({ AUTHENTICATE: '@ OK in' })
    const [, ip, probe = ''] =
      /ID \("name" "mailbox-security" "x-originating-ip" "([^"]+)" "x-probe" "([^"]+)"\)\r\n/.exec(server.heard()) ?? []
    expect(ip).toMatch(/^203\.0\.113\.\d+$/)
    expect(isProbe(keys, probe)).toBe(true)
    expect(server.heard().indexOf('ID (')).toBeLessThan(server.heard().indexOf('AUTHENTICATE'))
  })

  it('comes without an ID where the server knows none', async () => {
    expect(await check({ ...can('SASL-IR AUTH=PLAIN'), AUTHENTICATE: '@ OK in' })).toMatchObject({ is: 'right' })
    expect(server.heard()).not.toContain('ID (')
  })
})

describe('what is said to the password', () => {
  it.each([
    '@ NO [AUTHENTICATIONFAILED] Authentication failed.',
    '@ NO [AUTHORIZATIONFAILED] not this mailbox',
    '@ NO [EXPIRED] Password expired',
    '@ NO [ALERT] Invalid credentials',
    '@ NO LOGIN failed.',
    '@ no [authenticationfailed] in small letters',
  ])('%j is a wrong password', async (reply) => {
    expect(await check({ AUTHENTICATE: reply })).toMatchObject({ is: 'wrong' })
  })

  it.each([
    ['@ NO [UNAVAILABLE] Temporary authentication failure.', 'UNAVAILABLE'],
    ['@ NO [INUSE] locked', 'INUSE'],
    ['@ NO [LIMIT] Maximum number of connections from user+IP exceeded', 'LIMIT'],
    ['@ NO [SERVERBUG] sorry', 'SERVERBUG'],
    ['@ NO [CONTACTADMIN] sorry', 'CONTACTADMIN'],
    ['@ NO [PRIVACYREQUIRED] TLS first', 'PRIVACYREQUIRED'],
    ['@ NO [REFERRAL imap://other.example.org/] elsewhere', 'REFERRAL'],
    ['@ BAD what?', 'bad'],
    ['* BYE shutting down', 'bye'],
    ['+ Y2hhbGxlbmdl', 'answer'],
  ])('%j is an outage', async (reply, why) => {
    expect(await check({ AUTHENTICATE: reply })).toMatchObject({ is: unavailable, why })
  })

  it('a line without an end is an outage', async () => {
    const reply = `* ${'x'.repeat(limits.imapAnswerBytes)}`
    expect(await check({ AUTHENTICATE: reply })).toMatchObject({ is: unavailable, why: 'answer' })
  })

  it.each([
    ['another command', 'a0 OK in'],
    ['nobody', '* OK in'],
    ['a longer tag', '@x OK in'],
  ])('an OK to %s is none', async (_, reply) => {
    expect(await check({ AUTHENTICATE: `${reply}\r\n@ NO no` })).toMatchObject({ is: 'wrong' })
  })
})

describe('a greeting', () => {
  it.each(['* BYE busy', '* PREAUTH you are admin', 'HTTP/1.1 400 Bad Request', '220 smtp.example.org ESMTP'])(
    '%j is an outage',
    async (greeting) => {
      expect(await check({ greeting, AUTHENTICATE: '@ OK in' })).toMatchObject({ is: unavailable, why: 'greeting' })
    },
  )
})

describe('R14: STARTTLS that', () => {
  it.each([
    ['is refused', '@ NO no TLS today', /^starttls$/],
    ['is not known', '@ BAD unknown command', /^starttls$/],
    ['is followed by an answer in the clear', '@ OK begin\r\na2 OK injected', /^answer$/],
    ['is accepted by somebody who speaks no TLS', '@ OK begin', /^./],
  ])('%s carries no password', async (_, reply, why) => {
    const answered = await check({ STARTTLS: reply }, { mustUpgrade: true })
    expect(answered).toMatchObject({ is: unavailable, why: expect.stringMatching(why) })
    expect(server.heard()).not.toMatch(/AUTHENTICATE|ID \(/)
  })
})

describe('the question before the first one', () => {
  const prove = async (reply: string) => {
    server = await startScriptedImap({ ...can('SASL-IR AUTH=PLAIN ID'), AUTHENTICATE: reply })
    const { prove, events } = connectImap(server.port)
    const fault = await prove().then(
      () => undefined,
      (error: Error) => error.message,
    )
    return { fault, events }
  }

  it('stops the start when it comes back to us', async () => {
    const { fault } = await prove('@ NO [UNAVAILABLE] door.loop')
    expect(fault).toMatch(/^IMAP_DIRECTORY_URL leads back to this server[^\n]+$/)
  })

  it('stops the start when anybody is let in', async () => {
    expect((await prove('@ OK in')).fault).toMatch(/^IMAP_DIRECTORY_URL: [^\n]+ any password$/)
  })

  it.each(['@ NO [UNAVAILABLE] Temporary authentication failure.', '* BYE'])(
    'leaves one line in the log when it is answered by %j',
    async (reply) => {
      expect(await prove(reply)).toEqual({ fault: undefined, events: [expect.objectContaining({ is: 'unavailable' })] })
    },
  )
})
