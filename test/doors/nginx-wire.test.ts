// nginx's mail proxy: headers in, headers out; whoever has no factor is checked by the directory.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { enrolledOwner, makePassword, plainOwner } from '../actors/mail-owner.ts'
import { accountOf, auditOf } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'

const backends = 'imap=192.0.2.1:143 smtp=[2001:db8::1]:25'
const { secret, env } = doorFor('enforce', { MAIL_DOMAINS: 'cqu.edu.cn', NGINX_BACKENDS: backends })
let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld(env)
})
afterAll(() => world.stop())
const door = mailDoor(() => world.doors, secret)

/** One character for each byte, as a header carries them. */
const bytesOf = (text: string) => Buffer.from(text).toString('latin1')
const refused = { status: '[AUTHENTICATIONFAILED] Invalid login or password', server: null, port: null }

describe('nginx', () => {
  it('is led on with the app password of an enrolled user, by whole addresses and ports', async () => {
    const owner = await enrolledOwner(world)
    const { password: text } = await makePassword(owner)
    const led = { status: 'OK', user: owner.address, pass: null, wait: null, error: null }
    expect(await door.nginx(owner.address, text)).toEqual({ ...led, server: '192.0.2.1', port: '143' })
    expect(await door.nginx(owner.address, text, 'smtp')).toEqual({ ...led, server: '2001:db8::1', port: '25' })
  })

  it('is refused for a while where nobody said where to lead clients', async () => {
    const owner = await enrolledOwner(world)
    const { password: text } = await makePassword(owner)
    expect(await door.nginx(owner.address, text, 'pop3')).toMatchObject({
      status: '[SYS/TEMP] Temporary authentication failure',
      server: null,
      user: null,
    })
  })

  it.each([
    ['al ice', 'al%20ice'],
    ['one+two', 'one+two'],
    ['50%25', '50%2525'],
    ['100%', '100%25'],
    ['% sign', '%25%20sign'],
    ['%zz', '%zz'],
    ['密码密码密码', bytesOf('密码密码密码')],
    ['密码 密码', bytesOf('密码%20密码')],
    ['caf\u00e9', 'caf\u00e9'],
    ['caf\u00e9 2', bytesOf('caf\u00e9%202')],
    ['caf\u00e9 3', 'caf%E9%203'],
  ])('sends the password “%s” as %s', async (typed, sent) => {
    const { services } = world.app
    const { directory } = services
    services.directory = {
      check: async (address, given) => (given === typed ? { id: 'typed', address } : undefined),
    }
    const address = 'typed@cqu.edu.cn'
    const answers = [
      await door.nginx(address, '', 'imap', { 'auth-pass': sent }),
      await door.nginx(address, `${typed}x`, 'imap', { 'client-ip': '203.0.113.1' }),
    ]
    services.directory = directory
    expect(answers).toMatchObject([{ status: 'OK', user: address }, refused])
    world.clock.advance(limits.firstRest)
  })

  it.each([
    ['1', '2'],
    ['2', '2'],
    ['3', '2'],
    ['4', null],
    ['99', null],
    ['a word', null],
  ])('waits after try %s of a connection: %s', async (attempt, wait) => {
    const { address } = await enrolledOwner(world)
    const answer = await door.nginx(address, 'wrong', 'imap', { 'auth-login-attempt': attempt })
    expect(answer).toEqual({ ...refused, user: null, pass: null, wait, error: null })
  })

  it.each([
    ['imap', '[AUTHENTICATIONFAILED] Invalid login or password', null],
    ['pop3', '[AUTH] Invalid login or password', null],
    ['smtp', 'Invalid login or password', '535 5.7.8'],
  ])('refuses %s by its own codes', async (protocol, status, error) => {
    const { address } = await enrolledOwner(world)
    expect(await door.nginx(address, 'wrong', protocol)).toMatchObject({ status, error })
  })

  it.each(['apop', 'cram-md5', 'external', 'none', ''])('is refused when the method is “%s”', async (method) => {
    const { address } = await plainOwner(world)
    expect(await door.nginx(address, password, 'pop3', { 'auth-method': method })).toMatchObject({
      status: '[AUTH] Invalid login or password',
      server: null,
    })
  })

  it('tells who types the right mailbox password that an app password is needed, and nobody else', async () => {
    const { address } = await enrolledOwner(world)
    const hint = `Application-specific password required: ${world.url}/help`
    expect(await door.nginx(address, password)).toMatchObject({ status: `[AUTHENTICATIONFAILED] ${hint}`, wait: '2' })
    expect(await door.nginx(address, password, 'smtp')).toMatchObject({ status: hint, error: '535 5.7.8' })
    expect(await door.nginx(address, `${password}x`)).toMatchObject(refused)
    expect(await door.nginx('nobody@cqu.edu.cn', password)).toMatchObject(refused)
  })
})

describe('without a factor the directory decides', () => {
  const failures = async (address: string) => {
    const { counters, keys, now } = world.app.services
    const row = keys.mac('counter/password/row', address, '')
    return (await counters.read([row], now())).get(row)?.failures ?? 0
  }

  it('and the right mailbox password is shown to its owner as one that would stop', async () => {
    const owner = await plainOwner(world)
    expect(await door.nginx(owner.address, password)).toMatchObject({ status: 'OK', server: '192.0.2.1' })
    const clients = async () => (await owner.browser.call('GET /api/app-passwords')).clients
    while ((await clients()).length === 0);
    expect(await clients()).toMatchObject([{ protocol: 'imap', ip: '202.202.x.x' }])
  })

  it('and the same wrong one counts once, in the trail too', async () => {
    const { address } = await plainOwner(world)
    for (let count = 0; count < limits.triesBeforeRest + 2; count += 1)
      expect(await door.nginx(address, 'an old password')).toMatchObject(refused)
    expect(await failures(address)).toBe(1)
    expect(await door.nginx(address, password)).toMatchObject({ status: 'OK' })
    const { _id } = await accountOf(world, address)
    const refusals = (await auditOf(world, _id)).filter(({ type }) => type === 'client.refused')
    expect(refusals).toMatchObject([{ outcome: 'failed', actor: 'client', browser: { name: 'IMAP' } }])
  })

  it('and five different wrong ones begin a rest for this network alone', async () => {
    const { address } = await plainOwner(world)
    for (let count = 0; count < limits.triesBeforeRest; count += 1) await door.nginx(address, `wrong ${count}`)
    expect(await door.nginx(address, password)).toMatchObject(refused)
    expect(await door.nginx(address, password, 'imap', { 'client-ip': '203.0.113.7' })).toMatchObject({ status: 'OK' })
    world.clock.advance(limits.firstRest + 1_000)
    expect(await door.nginx(address, password)).toMatchObject({ status: 'OK' })
  })

  it('and one that is away lets nobody in: temporary', async () => {
    const { address } = await plainOwner(world)
    const { services } = world.app
    const { directory } = services
    services.directory = { check: () => Promise.reject(new Error('away')) }
    expect(await door.nginx(address, password)).toMatchObject({
      status: '[UNAVAILABLE] Temporary authentication failure',
      server: null,
    })
    services.directory = directory
  })
})

describe('with a password of its own for what is behind it', () => {
  it('nginx shows that one, and not the client’s', async () => {
    const own = 'of the proxy alone'
    const other = await startFullWorld({ ...env, NGINX_BACKEND_PASSWORD: own })
    const owner = await enrolledOwner(other)
    const { password: text } = await makePassword(owner)
    expect(await mailDoor(() => other.doors, secret).nginx(owner.address, text)).toMatchObject({ pass: own })
    await other.stop()
  })
})
