import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { startSmtp, type SmtpStandin } from '../standins/smtp/start.ts'
import type { FaultRequest } from '../standins/smtp/world.ts'
import { code, connect, mail, to } from './mail-fixture.ts'

const login = { user: 'relay-user-of-cqu', password: 'relay-password-of-cqu' }
/** As real servers do: they repeat the address and what else they were given. */
const text = `5.1.1 <${to}>: no such user; ${mail.subject} ${code} ${login.user} ${login.password}`
const secrets = [to, to.split('@')[0]!, code, mail.subject, login.user, login.password, '验证码']

let standin: SmtpStandin
let written: string[]

// Nothing of nodemailer or of ours may write past the log.
const streams = [process.stdout, process.stderr] as const
const originals = streams.map((stream) => stream.write.bind(stream))

beforeAll(async () => {
  standin = await startSmtp({ login })
  for (const [index, stream] of streams.entries())
    stream.write = (...args: unknown[]) => {
      written.push(String(args[0]))
      return (originals[index] as (...args: unknown[]) => boolean)(...args)
    }
})
beforeEach(async () => {
  written = []
  await standin.reset()
})
afterAll(async () => {
  for (const [index, stream] of streams.entries()) stream.write = originals[index]!
  await standin.stop()
})

it.each<FaultRequest>([
  { at: 'greeting', do: 'reply', code: 554, text },
  { at: 'auth', do: 'reply', code: 535, text },
  { at: 'mail', do: 'reply', code: 550, text },
  { at: 'rcpt', do: 'reply', code: 550, text },
  { at: 'rcpt', do: 'reply', code: 450, text },
  { at: 'data', do: 'reply', code: 554, text },
  { at: 'rcpt', do: 'drop' },
  { at: 'data', do: 'drop' },
  { at: 'data', do: 'hang' },
])('no address, subject, code or password leaves under %o', async (fault) => {
  const { mailer, events } = connect(standin.url)
  await standin.fault(fault)
  const delivery = await mailer.send(mail)
  mailer.stop()
  expect(events).toHaveLength(1)
  expect(Object.keys(events[0]!).filter((key) => !['is', 'why', 'code'].includes(key))).toEqual([])
  const said = inspect([delivery, events], { depth: 20, showHidden: true }) + written.join('')
  expect(secrets.filter((secret) => said.includes(secret))).toEqual([])
})
