// What a client exchanges a code and a refresh token for, once (RFC 6749 §4.1, §5.2, §6; RFC 9700 §4.14).
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { newRegistered, openidEnv, relyingParty, type RelyingParty } from '../actors/openid-client.ts'
import { ask, goodAt, newCode, visitor, type Credentials } from '../actors/openid-wire.ts'
import { tally } from '../actors/outcome.ts'
import { holdBack } from '../actors/rendezvous.ts'
import { startServer, type ServerProcess } from '../actors/server-process.ts'
import { startWorld, type World } from '../actors/world.ts'

const webmail = newRegistered('webmail', { mail: true })
const wiki = newRegistered('wiki')
let world: World
let beside: ServerProcess
let party: RelyingParty
let person: Awaited<ReturnType<typeof visitor>>
beforeAll(async () => {
  world = await startWorld(openidEnv([webmail, wiki]))
  beside = await startServer({ ...world.env, PORT: '0' })
  party = await relyingParty(world.url, webmail)
  person = await visitor(world)
})
afterAll(async () => {
  await beside.stop()
  await world.stop()
})

const token = (form: Record<string, string>, by: Credentials | null = webmail, url = world.url) =>
  ask(`${url}/openid/token`, form, by)
const code = async () => (await newCode(party, person.bar, webmail.redirect_uris[0]!)).form
const refresh = (text = '', by: Credentials | null = webmail, url = world.url) =>
  token({ grant_type: 'refresh_token', refresh_token: text }, by, url)
const isRefused = { status: 400, body: { error: 'invalid_grant' } }

const goodFor = (access?: string) => goodAt(world.url, party, access)

describe('a code', () => {
  it('is good once: the second time is invalid_grant, and what came of the first is dead (RFC 6749 §4.1.2)', async () => {
    const form = await code()
    const { status, body } = await token(form)
    expect(status).toBe(200)
    expect(await goodFor(body.access_token)).toEqual([200, 200])
    expect(await token(form)).toMatchObject(isRefused)
    expect(await goodFor(body.access_token)).toEqual([401, 401])
    expect(await refresh(body.refresh_token)).toMatchObject(isRefused)
    expect(await token(form)).toMatchObject(isRefused)
  })

  it('fifty times at once at two processes has one winner at most, and it wins nothing (R1)', async () => {
    for (const count of [50, 2, 2, 2]) {
      const form = await code()
      const urls = [world.url, beside.url]
      const all = await Promise.all(Array.from({ length: count }, (_, at) => token(form, webmail, urls[at % 2])))
      const won = all.filter(({ status }) => status === 200)
      expect(won.length).toBeLessThanOrEqual(1)
      expect(tally(all.flatMap(({ body }) => body.error ?? []))).toEqual({ invalid_grant: count - won.length })
      for (const { body } of won) {
        expect(await goodFor(body.access_token)).toEqual([401, 401])
        expect(await refresh(body.refresh_token)).toMatchObject(isRefused)
      }
    }
  })

  it('whose second use comes before the tokens of the first are written: they are dead when they are', async () => {
    const form = await code()
    const release = holdBack(world.app.services.openid, 'put')
    const both = [token(form), token(form)]
    expect(await Promise.race([...both, sleep(5_000)]).finally(release)).toMatchObject(isRefused)
    const all = await Promise.all(both)
    expect(all.map(({ status }) => status).sort()).toEqual([200, 400])
    const { body } = all.find(({ status }) => status === 200)!
    expect(await goodFor(body.access_token)).toEqual([401, 401])
    expect(await refresh(body.refresh_token)).toMatchObject(isRefused)
  })

  it.each<[string, Record<string, string>, string]>([
    ['another verifier (RFC 7636 §4.6)', { code_verifier: 'x'.repeat(43) }, 'invalid_grant'],
    ['no verifier', { code_verifier: '' }, 'invalid_grant'],
    ['another redirect_uri (RFC 6749 §4.1.3)', { redirect_uri: 'http://webmail.localhost/' }, 'invalid_grant'],
    ['no redirect_uri', { redirect_uri: '' }, 'invalid_request'],
    ['another code', { code: 'x'.repeat(43) }, 'invalid_grant'],
    ['no code', { code: '' }, 'invalid_request'],
    ['the password grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no grant', { grant_type: '' }, 'invalid_request'],
  ])('is refused with %s, and is still good', async (_, changes, error) => {
    const form = await code()
    expect(await token({ ...form, ...changes })).toMatchObject({ status: 400, body: { error } })
    expect(await token(form)).toMatchObject({ status: 200 })
  })

  it('of one client is refused to another, and is still good (RFC 6749 §4.1.3)', async () => {
    const form = await code()
    expect(await token(form, wiki)).toMatchObject(isRefused)
    expect(await token(form)).toMatchObject({ status: 200 })
  })

  it('is told to nobody twice: a parameter that is there twice is refused (RFC 6749 §3.2)', async () => {
    const body = new URLSearchParams(await code())
    body.append('code', body.get('code')!)
    const authorization = `Basic ${Buffer.from(`${webmail.client_id}:${webmail.client_secret}`).toString('base64')}`
    const answer = await fetch(`${world.url}/openid/token`, { method: 'POST', headers: { authorization }, body })
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_request' }])
  })
})

describe('a token request that is not signed (RFC 6749 §5.2)', () => {
  it.each<[string, Credentials | null, Record<string, string>, number, string]>([
    ['by nobody', null, {}, 400, 'invalid_request'],
    ['by a name alone', null, { client_id: 'webmail' }, 401, 'invalid_client'],
    ['with another secret', { ...webmail, client_secret: 'x'.repeat(43) }, {}, 401, 'invalid_client'],
    ['with another’s secret', { ...webmail, client_secret: wiki.client_secret }, {}, 401, 'invalid_client'],
    ['by an unknown client', { ...webmail, client_id: 'nobody' }, {}, 401, 'invalid_client'],
    ['with two names', webmail, { client_id: 'wiki' }, 400, 'invalid_request'],
    ['with two secrets', webmail, { client_secret: webmail.client_secret }, 400, 'invalid_request'],
    [
      'with a secret in the form that is wrong',
      null,
      { client_id: 'webmail', client_secret: 'x' },
      401,
      'invalid_client',
    ],
  ])('%s is refused, and the code is still good', async (_, by, more, status, error) => {
    const form = await code()
    const told = await token({ ...form, ...more }, by)
    expect(told).toMatchObject({ status, body: { error } })
    expect(told.headers.get('www-authenticate')?.startsWith('Basic realm=') ?? false).toBe(
      status === 401 && by !== null,
    )
    expect(told.headers.get('cache-control')).toBe('no-store')
    expect(await token(form)).toMatchObject({ status: 200 })
  })

  it('is refused at the other endpoints for clients, too', async () => {
    const { body } = await token(await code())
    for (const by of [null, { ...webmail, client_secret: 'x' }]) {
      const told = await ask(`${world.url}/openid/revoke`, { token: body.refresh_token!, client_id: 'webmail' }, by)
      expect(told).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
      expect(await refresh(body.refresh_token, by)).toMatchObject({
        body: { error: expect.stringMatching(/^invalid_/) },
      })
    }
    expect(await goodFor(body.access_token)).toEqual([200, 200])
  })
})

describe('what mail servers take (RFC 6750 §3.1)', () => {
  it('is given to webmails only, and to nobody without a token of theirs', async () => {
    const at = (access: string) =>
      fetch(`${world.url}/openid/mail-password`, { method: 'POST', headers: { authorization: access } })
    const { form } = await newCode(await relyingParty(world.url, wiki), person.bar, wiki.redirect_uris[0]!)
    const { body } = await token(form, wiki)
    const told = await at(`Bearer ${body.access_token}`)
    expect([told.status, await told.json(), told.headers.get('www-authenticate')]).toEqual([
      403,
      { error: 'insufficient_scope' },
      'Bearer error="insufficient_scope", scope="mail"',
    ])
    const { body: ours } = await token(await code())
    const others = [
      '',
      'Bearer',
      `Bearer ${'x'.repeat(43)}`,
      `Basic ${ours.access_token}`,
      `Bearer ${ours.refresh_token}`,
    ]
    for (const access of others) {
      const { status, headers } = await at(access)
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"'])
    }
    expect((await at(`bearer ${ours.access_token}`)).status).toBe(200)
  })
})

describe('later', () => {
  it('a code is over after a minute, an access token after ten (RFC 6749 §4.1.2)', async () => {
    const form = await code()
    const { body } = await token(await code())
    world.clock.advance(limits.openidCodeLife - 2_000)
    expect(await token(await code())).toMatchObject({ status: 200 })
    world.clock.advance(3_000)
    expect(await token(form)).toMatchObject(isRefused)
    world.clock.advance(limits.openidAccessLife - limits.openidCodeLife - 5_000)
    expect(await goodFor(body.access_token)).toEqual([200, 200])
    world.clock.advance(5_000)
    expect(await goodFor(body.access_token)).toEqual([401, 401])
  })
})
