import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Delivery } from '../../server/core/outbound.ts'
import type { SmtpServer } from '../../server/outbound/smtp/pool.ts'
import { root } from '../setup/command.ts'
import { startSmtp, type SmtpStandin } from '../standins/smtp/start.ts'
import { connect, mail, timed, to } from './mail-fixture.ts'

const login = { user: 'noreply@cqu.edu.cn', password: 'p@ss:word/of#the%relay' }
const down: Delivery = { is: 'refused', why: 'down' }
const standins: Record<string, SmtpStandin> = {}
/** As the configuration makes it for a host that is not this machine. */
const strict = { mustUpgrade: true }

beforeAll(async () => {
  standins.open = await startSmtp()
  standins.openStarttls = await startSmtp({ tls: 'starttls' })
  standins.plain = await startSmtp({ login })
  standins.starttls = await startSmtp({ login, tls: 'starttls' })
  standins.implicit = await startSmtp({ login, tls: 'implicit' })
  standins.otherHost = await startSmtp({ login, tls: 'implicit', certificateFor: 'mail.example.org' })
})
afterAll(() => Promise.all(Object.values(standins).map((standin) => standin.stop())))

describe('R14: a connection that nobody vouches for', () => {
  const cases: [string, keyof typeof standins, Partial<SmtpServer>][] = [
    ['without TLS', 'plain', strict],
    ['with STARTTLS and a certificate that nobody signed', 'starttls', strict],
    ['with TLS and a certificate that nobody signed', 'implicit', {}],
    ['with TLS where none is spoken', 'plain', { isTls: true }],
    ['in the clear where TLS is spoken', 'implicit', { isTls: false }],
  ]

  it.each(cases)('%s carries neither mail nor password', async (_, name, changes) => {
    const standin = standins[name]!
    await standin.reset()
    const { mailer, events } = connect(standin.url, changes)
    const { delivery, ms } = await timed(mailer.send(mail))
    mailer.stop()
    expect(delivery).toEqual(down)
    expect(events).toEqual([expect.objectContaining(down)])
    expect(ms).toBeLessThan(5_000)
    expect(await standin.mails()).toEqual([])
    expect((await standin.visits()).filter(({ hasLoggedIn }) => hasLoggedIn)).toEqual([])
  })
})

describe('on this machine', () => {
  it('a mail goes without TLS, and a certificate that nobody signed does not stop it', async () => {
    for (const name of ['open', 'openStarttls']) {
      const { mailer } = connect(standins[name]!.url)
      const delivery = await mailer.send(mail)
      mailer.stop()
      expect(delivery).toEqual({ is: 'sent' })
      expect((await standins[name]!.last(to)).isEncrypted).toBe(false)
    }
  })

  it('a login that is refused is down', async () => {
    const { mailer, events } = connect(standins.plain!.url, { login: { user: login.user, password: 'another' } })
    const delivery = await mailer.send(mail)
    mailer.stop()
    expect(delivery).toEqual(down)
    expect(events).toEqual([{ ...down, code: 535 }])
  })

  it('a login that is missing is down', async () => {
    const { mailer, events } = connect(standins.plain!.url, { login: null })
    const delivery = await mailer.send(mail)
    mailer.stop()
    expect(delivery).toEqual(down)
    expect(events).toEqual([{ ...down, code: 530 }])
  })
})

/** The mailer in a process that trusts what an operator makes it trust. @returns one delivery for each server. */
async function sendTrusting(certificates: string, servers: readonly SmtpServer[]): Promise<Delivery[]> {
  const dir = mkdtempSync(join(tmpdir(), 'trust-'))
  const path = join(dir, 'certificates.pem')
  writeFileSync(path, certificates)
  const script = `
    const { createSmtpMailer } = await import('./server/outbound/smtp/mailer.ts')
    const { servers, mail } = JSON.parse(process.env.ORDER)
    const from = { name: '', address: 'noreply@cqu.edu.cn' }
    const deliveries = []
    for (const server of servers) {
      const mailer = createSmtpMailer({ server, from })
      deliveries.push(await mailer.send(mail))
      mailer.stop()
    }
    process.stdout.write(JSON.stringify(deliveries))`
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, NODE_EXTRA_CA_CERTS: path, ORDER: JSON.stringify({ servers, mail }) }
  const options = ['--import', 'tsx', '--input-type=module', '-e', script]
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: root, env })
  rmSync(dir, { recursive: true })
  return JSON.parse(stdout) as Delivery[]
}

it('what the operator trusts is used, encrypted and logged in; a certificate of another host is not', async () => {
  const { starttls, implicit, otherHost } = standins as Record<'starttls' | 'implicit' | 'otherHost', SmtpStandin>
  for (const standin of [starttls, implicit, otherHost]) await standin.reset()
  const server = ({ port }: SmtpStandin, isTls: boolean): SmtpServer => ({
    host: '127.0.0.1',
    port,
    isTls,
    mustUpgrade: !isTls,
    login,
  })
  const deliveries = await sendTrusting(
    [starttls, implicit, otherHost].map(({ certificate }) => certificate).join(''),
    [server(starttls, false), server(implicit, true), server(otherHost, true)],
  )
  expect(deliveries).toEqual([{ is: 'sent' }, { is: 'sent' }, down])
  for (const standin of [starttls, implicit])
    expect(await standin.last(to)).toMatchObject({ isEncrypted: true, user: login.user })
  expect(await otherHost.mails()).toEqual([])
})
