// Refresh tokens, and what ends with a session: everything that came of it (RFC 6749 §6, RFC 9700 §4.14).
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { signInAnew } from '../actors/journeys.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { appOwner, bindElsewhere } from '../actors/openid-endings.ts'
import { newRegistered, openidEnv, relyingParty, webmailHost, type RelyingParty } from '../actors/openid-client.ts'
import { ask, barOf, goodAt, newCode, userinfoAt, visitor, type Credentials } from '../actors/openid-wire.ts'
import type { Browser } from '../actors/browser.ts'
import { startServer, type ServerProcess } from '../actors/server-process.ts'

const webmail = newRegistered('webmail', { mail: true })
const wiki = newRegistered('wiki')
const { secret, env } = doorFor('enforce')
let world: FullWorld
let beside: ServerProcess
let party: RelyingParty
let person: Awaited<ReturnType<typeof visitor>>
beforeAll(async () => {
  world = await startFullWorld({ ...env, ...openidEnv([webmail, wiki]) })
  beside = await startServer({ ...world.env, PORT: '0' })
  party = await relyingParty(world.url, webmail)
  person = await visitor(world)
})
afterAll(async () => {
  await beside.stop()
  await world.stop()
})
const door = mailDoor(() => world.doors, secret)

const token = (form: Record<string, string>, by: Credentials | null = webmail, url = world.url) =>
  ask(`${url}/openid/token`, form, by)
const refresh = (text = '', by: Credentials | null = webmail, url = world.url) =>
  token({ grant_type: 'refresh_token', refresh_token: text }, by, url)
const isRefused = { status: 400, body: { error: 'invalid_grant' } }
const goodFor = (access?: string) => goodAt(world.url, party, access)

/** What a webmail has once this browser's owner is signed in there. */
async function signedIn(browser: Browser, address: string) {
  const { form } = await newCode(party, barOf(world, browser), webmail.redirect_uris[0]!)
  const { body } = await token(form)
  const given = await party.mailPassword(body.access_token!)
  const mail = async () => (await door.dovecot(address, given.body.password, 'imap', webmailHost)).is
  return { access: body.access_token!, refresh: body.refresh_token!, text: given.body.password, mail }
}

const code = async () => (await newCode(party, person.bar, webmail.redirect_uris[0]!)).form

describe('a refresh token (RFC 6749 §6, RFC 9700 §4.14.2)', () => {
  it('is another one each time, and one that comes back kills them all', async () => {
    const { body: first } = await token(await code())
    const { body: second } = await refresh(first.refresh_token)
    const { body: third } = await refresh(second.refresh_token, webmail, beside.url)
    expect(new Set([first, second, third].map(({ refresh_token: text }) => text)).size).toBe(3)
    expect(await goodFor(third.access_token)).toEqual([200, 200])
    expect(await refresh(first.refresh_token)).toMatchObject(isRefused)
    expect(await refresh(third.refresh_token)).toMatchObject(isRefused)
    for (const { access_token: access } of [first, second, third]) expect(await goodFor(access)).toEqual([401, 401])
  })

  it('twenty times at once at two processes has one winner at most, and it wins nothing', async () => {
    const { body } = await token(await code())
    const urls = [world.url, beside.url]
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, at) => refresh(body.refresh_token, webmail, urls[at % 2])),
    )
    const won = all.filter(({ status }) => status === 200)
    expect(won.length).toBeLessThanOrEqual(1)
    for (const one of won) {
      expect(await goodFor(one.body.access_token)).toEqual([401, 401])
      expect(await refresh(one.body.refresh_token)).toMatchObject(isRefused)
    }
  })

  it('of one client is refused to another, asks for no more scopes than it has, and is still good', async () => {
    const { body } = await token(await code())
    expect(await refresh(body.refresh_token, wiki)).toMatchObject(isRefused)
    const more = { grant_type: 'refresh_token', refresh_token: body.refresh_token!, scope: 'openid profile' }
    expect(await token(more)).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
    expect(await refresh(body.refresh_token)).toMatchObject({ status: 200 })
  })

  it('that its client gives back is over, with what came of it (RFC 7009 §2.1); another client cannot', async () => {
    const { body } = await token(await code())
    await ask(`${world.url}/openid/revoke`, { token: body.refresh_token! }, wiki)
    expect(await goodFor(body.access_token)).toEqual([200, 200])
    expect(await ask(`${world.url}/openid/revoke`, { token: body.refresh_token! }, webmail)).toMatchObject({
      status: 200,
    })
    expect(await refresh(body.refresh_token)).toMatchObject(isRefused)
    expect(await goodFor(body.access_token)).toEqual([401, 401])
  })
})

describe('what is written down', () => {
  it('opens nothing: neither a row nor a line of the log holds a code, a token or a request (R7, R8)', async () => {
    const stranger = world.browser()
    const begun = await barOf(world, stranger).go((await party.begin()).url.href)
    const form = await code()
    const { body } = await token(await code())
    const { body: next } = await refresh(body.refresh_token)
    const { body: given } = await party.mailPassword(next.access_token!)
    await goodFor(next.access_token)
    await person.bar.go(`/openid/end?id_token_hint=${body.id_token}`)
    person = await visitor(world)
    const tokens = [body, next].flatMap((one) => [one.access_token!, one.refresh_token!, one.id_token!.split('.')[2]!])
    const texts = [
      form.code!,
      begun.url.searchParams.get('continue')!,
      given.password,
      webmail.client_secret,
      ...tokens,
    ]
    const rows = await Promise.all(
      ['openid', 'accounts', 'sessions', 'audit'].map((name) =>
        world.database.connection.collection(name).find().toArray(),
      ),
    )
    for (const text of [JSON.stringify(rows), world.logs.join('\n'), beside.output()]) {
      expect(text.length).toBeGreaterThan(100)
      expect(texts.filter((one) => text.includes(one))).toEqual([])
    }
  })
})

describe('what a client has ends with the session (flows/openid-leaving has every way to end one)', () => {
  it('by a first factor that is bound in another browser', async () => {
    const { address, browser } = await visitor(world)
    const had = await signedIn(browser, address)
    await bindElsewhere(world, address)
    expect([await had.mail(), ...(await goodFor(had.access))]).toEqual(['wrong', 401, 401])
    expect(await refresh(had.refresh)).toMatchObject(isRefused)
  })

  it('and opens nothing but IMAP and SMTP, from the webmails’ networks', async () => {
    const { address, browser } = await visitor(world)
    const { text, mail } = await signedIn(browser, address)
    const asked = await Promise.all([
      door.dovecot(address, text, 'smtp', webmailHost),
      door.dovecot(address, text, 'pop3', webmailHost),
      door.dovecot(address, text, 'imap', '202.202.1.1'),
      door.dovecot((await visitor(world)).address, text, 'imap', webmailHost),
    ])
    expect([await mail(), ...asked.map(({ is }) => is)]).toEqual(['ok', 'ok', 'wrong', 'wrong', 'wrong'])
  })

  it('and with nothing else: another browser of the same person goes on', async () => {
    const owner = await appOwner(world)
    const had = await signedIn(owner.browser, owner.address)
    const { browser, address } = await visitor(world)
    for (const other of [browser, world.browser()]) {
      await signInAnew(other, address)
      await other.call('DELETE /api/session')
    }
    expect([await had.mail(), ...(await goodFor(had.access))]).toEqual(['ok', 200, 200])
    expect(await refresh(had.refresh)).toMatchObject({ status: 200 })
  })
})

describe('later', () => {
  it('two idle hours end it; who reads mail is not idle', async () => {
    const { address, browser } = await visitor(world)
    const had = await signedIn(browser, address)
    world.clock.advance(limits.sessionIdle - 60_000)
    expect(await had.mail()).toBe('ok')
    world.clock.advance(120_000)
    const { body } = await refresh(had.refresh)
    expect([await userinfoAt(world.url, body.access_token), await had.mail()]).toEqual([200, 'ok'])
    world.clock.advance(limits.sessionIdle + 1_000)
    expect(await had.mail()).toBe('wrong')
    expect(await refresh(body.refresh_token)).toMatchObject(isRefused)
  })

  it('twelve hours end it, however busy it is', async () => {
    const { address, browser } = await visitor(world)
    const had = await signedIn(browser, address)
    let text = had.refresh
    for (let hours = 0; hours < 11; hours += 1) {
      world.clock.advance(limits.sessionLife / 12)
      expect(await had.mail()).toBe('ok')
      text = (await refresh(text)).body.refresh_token!
    }
    const { body } = await refresh(text)
    world.clock.advance(limits.openidAccessLife - 60_000)
    expect([await had.mail(), await userinfoAt(world.url, body.access_token)]).toEqual(['ok', 200])
    world.clock.advance(limits.sessionLife / 12 - limits.openidAccessLife + 60_000)
    expect(await had.mail()).toBe('wrong')
    expect(await refresh(body.refresh_token)).toMatchObject(isRefused)
  })
})
