// The program as an operator starts it, with an IMAP server for a directory.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { createBrowser } from '../actors/browser.ts'
import { startServer, type ServerProcess } from '../actors/server-process.ts'
import { startTown, type Town } from '../actors/town.ts'
import { startDovecot, type Dovecot } from './dovecot.ts'
import { startScriptedImap } from './scripted.ts'

const [address, password] = ['you@cqu.edu.cn', 'mailbox-password-of-you']
let dovecot: Dovecot
let town: Town
beforeAll(async () => {
  dovecot = await startDovecot({ [address]: password })
  town = await startTown(1, {
    env: {
      DIRECTORY: 'imap',
      IMAP_DIRECTORY_URL: `imaps://127.0.0.1:${dovecot.tlsPort}`,
      DIRECTORY_CA_FILE: dovecot.certificateFile,
      MAIL_DOMAINS: 'cqu.edu.cn',
      TRUSTED_PROXIES: '127.0.0.1',
    },
  })
}, 60_000)
// A town that did not start leaves no mail server behind.
afterAll(() => Promise.all([dovecot.stop(), town?.stop()]))

it('a mailbox of an IMAP server signs in, and the server is told from where', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.77' }
  const browser = createBrowser(town.servers[0]!.url, town.env.PUBLIC_URL!, { headers })
  const input = { address, password }
  expect(await browser.call('POST /api/session', { input })).toMatchObject({ state: 'signed-in', address })
  expect(dovecot.log()).toMatch(/Login: user=<you@cqu\.edu\.cn>, method=PLAIN, rip=203\.0\.113\.77,/)
})

it('the start has asked for a mailbox that is nobody’s, and has nothing to tell', () => {
  expect(dovecot.log()).toContain('canary-')
  expect(town.servers[0]!.output()).not.toContain('"msg":"directory"')
})

/** Another process, whose directory answers so. */
async function startAt(reply: string): Promise<ServerProcess> {
  const server = await startScriptedImap({
    CAPABILITY: '* CAPABILITY IMAP4rev1 ID SASL-IR AUTH=PLAIN\r\n@ OK done',
    AUTHENTICATE: reply,
  })
  return startServer({ ...town.env, IMAP_DIRECTORY_URL: `imap://127.0.0.1:${server.port}` }).finally(server.stop)
}

it('a directory that comes back to us ends the start with one line', async () => {
  await expect(startAt('@ NO [UNAVAILABLE] door.loop')).rejects.toThrow(
    /ended with 1: (?:.*\n)*Not started: IMAP_DIRECTORY_URL leads back to this server.*\n/,
  )
})

it('R12: a directory that does not answer leaves a line in the log, and the start goes on', async () => {
  const server = await startAt('* BYE')
  expect(await server.stop()).toBe(0)
  expect(server.output()).toMatch(/"is":"unavailable","why":"bye","msg":"directory"/)
})
