import { createHmac, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import jwt from 'jsonwebtoken'
import { limits } from '../../shared/limits.ts'
import type { Browser } from '../actors/browser.ts'
import { bind, linkOf, signIn } from '../actors/journeys.ts'
import type { Phone } from '../actors/phone.ts'
import { codeOf } from '../actors/outcome.ts'
import { rawRequest } from '../actors/raw.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
let phone: Phone
let browser: Browser
let good: { sid: string; kid: string; key: Buffer }
beforeAll(async () => {
  world = await startWorld()
  phone = world.phone('tokens')
  browser = world.browser()
  await bind(browser, phone, await world.user('tokens'))
  const { header, payload } = jwt.decode(phone.token()!, { complete: true })!
  good = { sid: (payload as jwt.JwtPayload).sid, kid: header.kid!, key: world.app.services.keys.signing()[0]!.bytes }
})
afterAll(() => world.stop())

const codesWith = async (token: string, scheme = 'Bearer') => {
  const headers = { authorization: `${scheme} ${token}`.trim() }
  const { status, code } = await rawRequest(world.url, { method: 'GET', path: '/api/phone/codes', headers })
  return code ?? status
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const now = () => Math.floor(world.clock.now().getTime() / 1_000)
const claims = () => ({ sid: good.sid, iat: now(), exp: now() + 600, iss: world.url, aud: 'phone' })

/** A token with these parts, signed with HMAC over this key. */
function forge(header: object, payload: object, key: Buffer | string = good.key, hash = 'sha256'): string {
  const text = `${part({ typ: 'JWT', alg: 'HS256', kid: good.kid, ...header })}.${part({ ...claims(), ...payload })}`
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`
}

describe('Q12: the phone’s token', () => {
  it('made with the right key and the right claims is taken, so that the forgeries below fail for their own reason', async () => {
    expect(await codesWith(forge({}, {}))).toBe(200)
  })

  it.each<[string, () => string]>([
    ['without a signature (alg none)', () => `${part({ alg: 'none', typ: 'JWT', kid: good.kid })}.${part(claims())}.`],
    ['with alg none and a signature', () => forge({ alg: 'none' }, {})],
    ['with another key', () => forge({}, {}, randomBytes(32))],
    ['with an empty key', () => forge({}, {}, '')],
    ['with another algorithm and the right key', () => forge({ alg: 'HS512' }, {}, good.key, 'sha512')],
    ['with an unknown key id', () => forge({ kid: 'other' }, {})],
    ['without a key id', () => forge({ kid: undefined }, {})],
    ['with a key id that is an object’s property', () => forge({ kid: '__proto__' }, {})],
    ['for another audience', () => forge({}, { aud: 'browser' })],
    ['without an audience', () => forge({}, { aud: undefined })],
    ['of another issuer', () => forge({}, { iss: 'https://evil.example' })],
    ['that has run out', () => forge({}, { exp: now() - 1 })],
    ['that is not valid yet', () => forge({}, { nbf: now() + 600 })],
    ['for a session that is not there', () => forge({}, { sid: 'nobody' })],
    ['for a session that is an object', () => forge({}, { sid: { $gt: '' } })],
    ['with a changed payload', () => phone.token()!.replace(/\.[^.]+\./, `.${part({ ...claims(), sid: 'x' })}.`)],
    ['that is a key of its own (jwk in the header)', () => forge({ jwk: { kty: 'oct', k: '' } }, {}, '')],
    ['that is nothing', () => ''],
    ['with a part too many', () => `${phone.token()}.x`],
  ])('%s is refused', async (_, make) => {
    expect(await codesWith(make())).toBe('phone.session')
  })

  it('says nothing but its session and its time, and lives an hour at most', () => {
    const { iat = 0, exp = 0, ...rest } = jwt.decode(phone.token()!) as jwt.JwtPayload
    expect(exp - iat).toBeLessThanOrEqual(3_600)
    expect(rest).toEqual({ sid: good.sid, iss: world.url, aud: 'phone' })
  })

  it('is refused under another scheme, and when it has run out by the server’s clock', async () => {
    expect(await codesWith(phone.token()!, 'Basic')).toBe('phone.session')
    expect(await codesWith(phone.token()!, '')).toBe('phone.session')
    world.clock.advance(limits.phoneTokenLife + 1_000)
    expect(await codesWith(phone.token()!)).toBe('phone.session')
  })

  it('is dead as soon as its session was ended', async () => {
    await phone.open()
    const token = phone.token()!
    expect(await codesWith(token)).toBe(200)
    await phone.call('DELETE /api/phone/session')
    expect(await codesWith(token)).toBe('phone.session')
  })
})

describe('Q12: one side’s secret on the other side', () => {
  it('is nothing: a phone’s token at the portal, the portal’s cookie and a refresh text at the phone’s entries', async () => {
    const { token, refresh } = await phone.open()
    const session = browser.cookies().get('__Host-session')!
    const asCookie = async (text: string) => {
      const headers = { cookie: `__Host-session=${text}`, authorization: `Bearer ${token}` }
      return (await rawRequest(world.url, { method: 'GET', path: '/api/bindings', headers })).code
    }
    for (const text of [token, refresh]) expect(await asCookie(text)).toBe('session.ended')
    for (const text of [session, refresh]) expect(await codesWith(text)).toBe('phone.session')
    const renewal = phone.call('POST /api/phone/session/renew', { input: { refresh: session } })
    expect(await codeOf(renewal)).toBe('phone.session')
    const noToken = await rawRequest(world.url, {
      method: 'GET',
      path: '/api/phone/codes',
      headers: { cookie: `__Host-session=${session}` },
    })
    expect(noToken.code).toBe('phone.session')
  })

  it('R3: an openid in a body or a header is not believed', async () => {
    const address = await world.user('openid')
    const owner = world.phone('openid-owner')
    await bind(world.browser(), owner, address)
    const { challenge } = await signIn(world.browser(), address)
    const thief = world.phone('openid-thief')
    await thief.open()
    const ask = (extra: object) =>
      rawRequest(world.url, {
        method: 'POST',
        path: '/api/phone/scans',
        headers: {
          authorization: `Bearer ${thief.token()}`,
          'content-type': 'application/json',
          'x-wx-openid': 'o'.repeat(28),
        },
        body: JSON.stringify({ ticket: linkOf(challenge).split('/w/')[1], scene: 1011, platform: 'ios', ...extra }),
      })
    expect((await ask({})).code).toBe('scan.not-bound')
    expect((await ask({ openid: await owner.openid() })).code).toBe('request.invalid')
  })
})
