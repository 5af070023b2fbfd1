// The OpenID door as HTTP: methods, an outage, what the log says. Beside the contract, by the same rules (R8, R11, R13).
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mongo } from 'mongoose'
import { limits } from '../../shared/limits.ts'
import type { OpenidRows } from '../../server/core/openid-stores.ts'
import { newRegistered, openidEnv, relyingParty, type RelyingParty } from '../actors/openid-client.ts'
import { ask, newCode, visitor } from '../actors/openid-wire.ts'
import { rawRequest } from '../actors/raw.ts'
import { password } from '../actors/test-database.ts'
import { startWorld, type World } from '../actors/world.ts'

const webmail = newRegistered('webmail', { mail: true })
let world: World
let party: RelyingParty
let person: Awaited<ReturnType<typeof visitor>>
const uid = 'x'.repeat(43)
beforeAll(async () => {
  world = await startWorld(openidEnv([webmail]))
  party = await relyingParty(world.url, webmail)
  person = await visitor(world)
})
afterAll(() => world.stop())

const request = (method: string, path: string, headers: Record<string, string> = {}) =>
  rawRequest(world.url, { method, path, headers })
const routesSince = (start: number) =>
  world.logs.slice(start).flatMap((line) => (JSON.parse(line) as { route?: string }).route ?? [])

const places: [path: string, allowed: string, route: string][] = [
  ['/.well-known/openid-configuration', 'GET, HEAD', '/.well-known/openid-configuration'],
  ['/openid/jwks', 'GET, HEAD', '/openid/jwks'],
  ['/openid/auth', 'GET, HEAD', '/openid/auth'],
  [`/openid/auth/${uid}`, 'GET, HEAD', '/openid/auth/:id'],
  ['/openid/token', 'POST', '/openid/token'],
  ['/openid/revoke', 'POST', '/openid/revoke'],
  ['/openid/userinfo', 'GET, HEAD, POST', '/openid/userinfo'],
  [`/openid/continue/${uid}`, 'HEAD, GET', 'GET /openid/continue'],
  [`/openid/client/${uid}`, 'HEAD, GET', 'GET /openid/client'],
  [`/openid/signed-out/${uid}`, 'HEAD, GET', 'GET /openid/signed-out'],
  ['/openid/end', 'HEAD, GET', 'GET /openid/end'],
  ['/openid/mail-password', 'POST', 'POST /openid/mail-password'],
]

describe('each place of the door', () => {
  it.each(places)(
    '%s answers %s and nothing else, OPTIONS neither (RFC 9110 §15.5.6, R17)',
    async (path, allowed, route) => {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const start = world.logs.length
        const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
        const answer = await request(method, path, method === 'OPTIONS' ? preflight : {})
        const isAllowed = allowed.split(', ').includes(method)
        expect([method, answer.status === 405]).toEqual([method, !isAllowed])
        expect(answer.status).toBeLessThan(500)
        const refused = [answer.headers.get('allow'), answer.headers.get('access-control-allow-origin')]
        expect(isAllowed ? routesSince(start) : refused).toEqual(isAllowed ? [route] : [allowed, null])
      }
    },
  )

  it.each([
    '/openid',
    '/openid/',
    '/openid/token/',
    '/OPENID/TOKEN',
    '/openid/auth/short',
    '/openid/auth/:id',
    '/openid/continue/short',
    '/openid/reg',
    '/openid/session/end/confirm',
    '/.well-known/oauth-authorization-server',
  ])('%s is none', async (path) => {
    expect(await request('GET', path)).toMatchObject({ status: 404, code: 'request.not-found' })
    expect((await request('POST', path)).status).toBeGreaterThanOrEqual(404)
  })

  it('answers HEAD as GET, without the text (RFC 9110 §9.3.2)', async () => {
    for (const path of ['/.well-known/openid-configuration', '/openid/jwks']) {
      const [got, head] = [await request('GET', path), await request('HEAD', path)]
      expect([head.status, head.text, head.headers.get('content-length')]).toEqual([
        200,
        '',
        got.headers.get('content-length'),
      ])
    }
  })
})

const away = new mongo.MongoServerSelectionError('none', {} as never)

/** What the door is answered with while the database does not answer it. */
async function inOutage<T>(
  work: () => Promise<T>,
  names: (keyof OpenidRows)[] = ['put', 'find', 'use', 'remove', 'removeGrant'],
) {
  const { services } = world.app
  const [rows, keys, sessions] = [{ ...services.openid }, { ...services.openidKeys }, { ...services.sessions }]
  const fail = async () => Promise.reject(away)
  for (const name of names) services.openid[name] = fail as never
  services.sessions.byTokenMacs = fail
  services.sessions.byId = fail
  services.openidKeys.list = fail
  const back = () => {
    Object.assign(services.openid, rows)
    Object.assign(services.openidKeys, keys)
    Object.assign(services.sessions, sessions)
  }
  return work().finally(back)
}

describe('a database that is away', () => {
  const html = { accept: 'text/html,application/xhtml+xml' }
  const isPage = (text: string) => expect(text).toContain('temporarily_unavailable')

  it('is a page for people, with 503, at every step of a sign-in', async () => {
    const { url } = await party.begin()
    const stranger = await party.begin()
    const session = { cookie: `__Host-session=${person.browser.cookies().get('__Host-session')}` }
    const hint = (await newCode(party, person.bar, webmail.redirect_uris[0]!)).landed.url.href
    const paths = [
      `${url.pathname}${url.search}`,
      `${stranger.url.pathname}${stranger.url.search}`,
      '/openid/end',
      `/openid/signed-out/${uid}`,
    ]
    for (const path of paths) {
      const { status, text } = await inOutage(() => request('GET', path, { ...html, ...session }))
      expect([path, status]).toEqual([path, 503])
      isPage(text)
    }
    expect(hint).toContain('code=')
  })

  it('is a page where the request is continued, and it goes on afterwards', async () => {
    const { browser, address, bar } = await visitor(world)
    await browser.call('DELETE /api/session')
    const asked = await bar.go((await party.begin()).url.href)
    const path = `/openid/continue/${asked.url.searchParams.get('continue')}`
    const resume = path.replace('continue', 'auth')
    await browser.call('POST /api/session', { input: { address, password } })
    for (const one of [path, resume]) {
      const { status, text } = await inOutage(() => bar.go(one))
      expect([one, status]).toEqual([one, 503])
      isPage(text)
    }
    expect((await bar.go(path)).url.searchParams.has('code')).toBe(true)
  })

  it('is temporarily_unavailable for programs, with 503, and loses nothing', async () => {
    const { form } = await newCode(party, person.bar, webmail.redirect_uris[0]!)
    const token = (given: Record<string, string>) => ask(`${world.url}/openid/token`, given, webmail)
    const isAway = { status: 503, body: { error: 'temporarily_unavailable' } }
    expect(await inOutage(() => token(form))).toMatchObject(isAway)
    const { body } = await token(form)
    const refresh = { grant_type: 'refresh_token', refresh_token: body.refresh_token! }
    expect(await inOutage(() => token(refresh))).toMatchObject(isAway)
    const bearer = { authorization: `Bearer ${body.access_token}` }
    expect(await inOutage(() => request('GET', '/openid/userinfo', bearer))).toMatchObject({ status: 503 })
    expect(await inOutage(() => request('POST', '/openid/mail-password', bearer))).toMatchObject({
      status: 503,
      code: 'service.unavailable',
    })
    expect(
      await inOutage(() => ask(`${world.url}/openid/revoke`, { token: body.refresh_token! }, webmail)),
    ).toMatchObject(isAway)
    expect((await token(refresh)).status).toBe(200)
  })

  it('when the signing keys are asked for is an answer, too, and the next one asks again', async () => {
    world.clock.advance(limits.openidKeysEvery)
    const path = '/.well-known/openid-configuration'
    const all = await inOutage(() =>
      Promise.all([request('GET', path), request('GET', '/openid/auth', html), request('GET', '/openid/jwks')]),
    )
    expect(all.map(({ status }) => status)).toEqual([503, 503, 503])
    expect((await request('GET', path)).status).toBe(200)
  })
})
