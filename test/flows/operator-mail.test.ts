// report, machine add and app-password end, as they are typed.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bindWith, handsOf } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { operate } from '../actors/operator.ts'
import { accountOf, auditOf } from '../actors/records.ts'

const { secret, env } = doorFor('enforce')
let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld(env)
})
afterAll(() => world.stop())
const door = mailDoor(() => world.doors, secret)

async function person(name: string) {
  const address = await world.user(name)
  const browser = world.browser()
  await signInAnew(browser, address)
  await bindWith(browser, handsOf(world, 'totp', name))
  return { address, browser }
}

describe('machine add', () => {
  it('makes a password that sends mail from its networks and does nothing else', async () => {
    const { address } = await person('printer')
    const words = ['machine', 'add', address, '--name', '三楼打印机', '--networks', '10.1.0.0/16,2001:db8::/32']
    const { code, answer } = await operate(world.env, words)
    expect([code, answer]).toEqual([0, [expect.stringMatching(/^[a-z]{16}$/)]])
    const [text = ''] = answer
    const from = async (ip: string, protocol = 'submission') => (await door.dovecot(address, text, protocol, ip)).is
    expect(await Promise.all(['10.1.2.3', '2001:db8::9', '10.2.0.1', ''].map((ip) => from(ip)))).toEqual([
      'ok',
      'ok',
      'wrong',
      'wrong',
    ])
    expect(await from('10.1.2.3', 'imap')).toBe('wrong')
    const { _id } = await accountOf(world, address)
    expect((await auditOf(world, _id)).find(({ type }) => type === 'app-password.made')).toMatchObject({
      actor: 'operator',
      detail: 'machine  10.1.0.0/16  2001:db8::/32',
    })
  })

  it('refuses networks that are none, and asks for both words', async () => {
    const { address } = await person('bad-printer')
    const add = (...more: string[]) => operate(world.env, ['machine', 'add', address, ...more])
    expect(await add('--name', 'x', '--networks', '10.1.0.0/40')).toMatchObject({ code: 65 })
    expect(await add('--name', 'x')).toMatchObject({ code: 64 })
    expect(await add('--name', ' ', '--networks', '10.1.0.0/16')).toMatchObject({ code: 65 })
  })
})

describe('app-password end', () => {
  it('ends one that account show names, or all', async () => {
    const { address, browser } = await person('ended')
    const make = (name: string) =>
      browser.call('POST /api/app-passwords', { input: { name, protocols: ['imap'], life: 'unlimited' } })
    const [one, two] = [await make('Outlook'), await make('Foxmail')]
    const shown = await operate(world.env, ['account', 'show', address])
    expect(shown.answer.filter((line) => line.startsWith('app password'))).toEqual([
      expect.stringContaining(`${one.made.id}  client  Outlook  imap  never used  no end`),
      expect.stringContaining('Foxmail'),
    ])
    const end = (...more: string[]) => operate(world.env, ['app-password', 'end', address, ...more])
    expect(await end('--id', one.made.id)).toMatchObject({ code: 0, answer: ['1 ended'] })
    expect((await door.dovecot(address, one.password)).is).toBe('wrong')
    expect((await door.dovecot(address, two.password)).is).toBe('ok')
    expect(await end('--all')).toMatchObject({ code: 0 })
    expect((await door.dovecot(address, two.password)).is).toBe('wrong')
    expect(await end('--all')).toMatchObject({ code: 65 })
    expect(await end()).toMatchObject({ code: 64 })
  })
})

describe('report', () => {
  it('names the mailboxes whose clients would be refused, by protocol', async () => {
    const { address: enrolled } = await person('old-client')
    const plain = await world.user('no-factor')
    const report = (login: string, protocol: string, remote: string, more: object = {}) =>
      door.post('/doors/report?command=report', { login, protocol, remote, success: true, ...more })
    await report(enrolled, 'imap', '202.202.1.1')
    await report(enrolled, 'imap', '222.198.1.1')
    await report(enrolled, 'pop3', '202.202.1.1', { success: false })
    await report(enrolled, 'smtp', '202.202.1.1', { how: 'app' })
    await report(plain, 'submission', '202.202.1.1')
    const rows = async (...more: string[]) => (await operate(world.env, ['report', ...more])).answer
    while ((await rows('--all')).length < 5);
    expect(await rows()).toEqual([
      expect.stringMatching(`^would be refused  imap  ${enrolled}  from 2 networks  last `),
      'total  imap  1 mailboxes would be refused  0 have no factor and go on',
      'total  pop3  0 mailboxes would be refused  0 have no factor and go on',
      'total  smtp  0 mailboxes would be refused  1 have no factor and go on',
    ])
  })
})
