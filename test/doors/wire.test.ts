// What mail servers and the doors say to each other, word by word.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { enrolledOwner, makePassword, plainOwner } from '../actors/mail-owner.ts'
import { password } from '../actors/test-database.ts'

const { secret, env } = doorFor('enforce', { MAIL_DOMAINS: 'cqu.edu.cn' })
let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld(env)
})
afterAll(() => world.stop())
const door = mailDoor(() => world.doors, secret)

const base64 = (text: string) => Buffer.from(text).toString('base64')
const ask = (authorization: string | undefined, body: unknown, type = 'application/json') =>
  fetch(`${world.doors}/doors/dovecot`, {
    method: 'POST',
    headers: { ...(authorization !== undefined && { authorization }), 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('a mail server’s credential', () => {
  it.each([
    ['missing', () => undefined],
    ['empty', () => 'Bearer '],
    ['another one', () => `Bearer ${'x'.repeat(secret.length)}`],
    ['the beginning of the right one', () => `Bearer ${secret.slice(0, -1)}`],
    ['the right one with more after it', () => `Bearer ${secret}x`],
    ['with its name', () => `Bearer mail-1:${secret}`],
    ['under another scheme', () => `Basic ${secret}`],
  ])('%s: nothing is decided', async (_, authorization) => {
    const owner = await plainOwner(world)
    const { password: text } = await makePassword(owner)
    const right = { user: owner.address, password64: base64(text), protocol: 'imap', ip: '202.202.1.1' }
    const answer = await ask(authorization(), right)
    expect([answer.status, await answer.text()]).toEqual([403, 'unknown credential'])
    for (const path of ['/doors/names', '/doors/nginx', '/doors/report']) {
      const headers = { authorization: authorization() ?? '' }
      expect((await fetch(`${world.doors}${path}`, { headers })).status).toBe(403)
    }
    const { passwords } = await owner.browser.call('GET /api/app-passwords')
    expect(passwords[0]!.used).toBeNull()
  })
})

describe('a question that cannot be read', () => {
  const good = { user: 'zhang@cqu.edu.cn', password64: base64('secret'), protocol: 'imap', ip: '' }
  it.each([
    ['no JSON', '{"user":', undefined],
    ['another type', JSON.stringify(good), 'text/plain'],
    ['an empty body', '', undefined],
    ['no object', '[]', undefined],
    ['no user', { ...good, user: undefined }, undefined],
    ['an empty user', { ...good, user: '' }, undefined],
    ['a user that is too long', { ...good, user: 'a'.repeat(limits.addressLength + 1) }, undefined],
    ['no password', { ...good, password64: undefined }, undefined],
    ['a password that is no base64', { ...good, password64: '!!!' }, undefined],
    ['a password that is too long', { ...good, password64: 'A'.repeat(2 * limits.passwordLength + 4) }, undefined],
    ['a protocol nobody knows', { ...good, protocol: 'gopher' }, undefined],
    ['a protocol of another name of ours', { ...good, protocol: 'constructor' }, undefined],
    ['an address that is no text', { ...good, ip: 7 }, undefined],
    ['a body that is too long', JSON.stringify({ ...good, more: 'x'.repeat(limits.bodyBytes) }), undefined],
  ])('%s: temporary, and nothing but our own words in the log', async (_, body, type) => {
    const before = world.logs.length
    const answer = await ask(`Bearer ${secret}`, body, type)
    expect([answer.status, await answer.json()]).toEqual([503, { is: 'unavailable' }])
    expect(world.logs.slice(before).map((line) => Object.keys(JSON.parse(line) as object))).toEqual([
      ['message', 'door', 'error'],
    ])
  })

  it('of nginx is refused for a while, in the words of its protocol', async () => {
    expect(await door.nginx('zhang@cqu.edu.cn', password, 'gopher')).toMatchObject({
      status: 'Temporary authentication failure',
      error: '454 4.7.0',
    })
  })

  it('at a door that is not there is no decision', async () => {
    expect([(await door.get('/doors/dovecot')).status, (await door.post('/doors/Dovecot', good)).status]).toEqual([
      404, 404,
    ])
  })
})

describe('Dovecot', () => {
  it.each([
    ['imap', 'imap'],
    ['pop3', 'pop3'],
    ['smtp', 'smtp'],
    ['submission', 'smtp'],
    ['sieve', 'imap'],
    ['doveadm', 'imap'],
  ] as const)('calls by %s what an app password calls %s, and by nothing else', async (name, protocol) => {
    const owner = await plainOwner(world)
    const all = ['imap', 'pop3', 'smtp'] as const
    for (const one of all) {
      const { password: text } = await makePassword(owner, { name: one, protocols: [one] })
      // No factor yet: what is not right here is left to the passdb of the site.
      expect((await door.dovecot(owner.address, text, name)).is).toBe(one === protocol ? 'ok' : 'next')
    }
  })

  it('is told the whole address of a user who types what stands before the @', async () => {
    const owner = await enrolledOwner(world)
    const { password: text } = await makePassword(owner)
    const answer = await door.dovecot(owner.address.split('@')[0]!, text)
    expect(answer).toEqual({ status: 200, is: 'ok', user: owner.address })
  })

  it('is told by 429 how long to wait, and its answers are kept by nobody', async () => {
    const owner = await enrolledOwner(world)
    for (let count = 0; count < limits.wrongSecretsBeforeRest; count += 1)
      expect(await door.dovecot(owner.address, `wrong ${count}`)).toEqual({ status: 401, is: 'wrong' })
    const seconds = limits.firstRest / 1_000
    const waiting = await door.dovecot(owner.address, 'another wrong one')
    expect(waiting).toEqual({ status: 429, is: 'wait', seconds: expect.any(Number) })
    expect(waiting.seconds).toBeGreaterThan(seconds - 30)
    expect(waiting.seconds).toBeLessThanOrEqual(seconds)
    const answer = await ask(`Bearer ${secret}`, { user: owner.address, password64: '', protocol: 'imap' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})

describe('the list of names', () => {
  const names = async (etag = '') => {
    const answer = await door.get('/doors/names', { 'if-none-match': etag })
    return { status: answer.status, etag: answer.headers.get('etag') ?? '', text: await answer.text() }
  }
  const soon = () => world.clock.advance(limits.doorNamesEvery + 1)
  const addresses = (text: string) => text.split('\n').slice(1, -1)

  it('has the time in its first line, then who has a factor or an app password, in order, one a line', async () => {
    const [plain, first, enrolled] = [await plainOwner(world), await plainOwner(world), await enrolledOwner(world)]
    await makePassword(first)
    soon()
    const before = world.clock.now().getTime() / 1_000
    const { status, text } = await names()
    expect(status).toBe(200)
    expect(text).toMatch(/^# \d{10}\n(\S+@cqu\.edu\.cn\n)+$/)
    expect(Number(/^# (\d+)/.exec(text)![1]) - before).toBeGreaterThan(-5)
    const all = addresses(text)
    expect(all).toEqual([...all].sort())
    expect(all).toEqual(expect.arrayContaining([first.address, enrolled.address]))
    expect(all).not.toContain(plain.address)
  })

  it('is not sent again while it is the same, and whole before a script takes it for old', async () => {
    soon()
    // At the beginning of a period: the next one is far enough away.
    world.clock.advance(limits.doorNamesFresh - (world.clock.now().getTime() % limits.doorNamesFresh))
    const { etag, text } = await names()
    soon()
    expect([(await names(etag)).status, (await names('"another"')).status]).toEqual([304, 200])
    world.clock.advance(limits.doorNamesFresh)
    const again = await names(etag)
    expect([again.status, addresses(again.text)]).toEqual([200, addresses(text)])
  })

  it('has a new factor limits.doorNamesEvery later, and no longer who switched two-step off', async () => {
    const { etag } = await names()
    const { address } = await enrolledOwner(world)
    soon()
    const { status, text } = await names(etag)
    expect(status).toBe(200)
    expect(addresses(text)).toContain(address)
    await world.database.connection.collection('accounts').updateOne({ address }, { $set: { bindings: [] } })
    soon()
    expect(addresses((await names()).text)).not.toContain(address)
  })
})
