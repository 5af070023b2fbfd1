// A client signs somebody out (OpenID Connect RP-Initiated Logout 1.0).
import { generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import type { Browser } from '../actors/browser.ts'
import { signInAnew } from '../actors/journeys.ts'
import { newRegistered, openidEnv, relyingParty, type RelyingParty } from '../actors/openid-client.ts'
import { barOf, endOf, visitor } from '../actors/openid-wire.ts'
import { startWorld, type World } from '../actors/world.ts'

const webmail = newRegistered('webmail')
const wiki = newRegistered('wiki')
const back = webmail.post_logout_redirect_uris[0]!
let world: World
let parties: Record<'webmail' | 'wiki', RelyingParty>
let person: Awaited<ReturnType<typeof visitor>>
let hint: string
beforeAll(async () => {
  world = await startWorld(openidEnv([webmail, wiki]))
  parties = { webmail: await relyingParty(world.url, webmail), wiki: await relyingParty(world.url, wiki) }
  person = await visitor(world)
  hint = await idToken(person.browser)
})
afterAll(() => world.stop())

async function idToken(browser: Browser, at: keyof typeof parties = 'webmail'): Promise<string> {
  const { url, checks } = await parties[at].begin()
  return (await parties[at].exchange((await barOf(world, browser).go(url.href)).url, checks)).id_token!
}

/** The browser is sent to the door by the webmail. */
const leave = (browser: Browser, asked: Record<string, string>) =>
  barOf(world, browser).go(parties.webmail.endSession(asked).href)
const stateOf = async (browser: Browser) => (await browser.call('GET /api/session')).state

describe('a sign-out with an ID token of who is signed in (§2)', () => {
  it('ends the session and leads back with the state; asked again it leads back, too', async () => {
    const { browser } = await visitor(world)
    const asked = { id_token_hint: await idToken(browser), post_logout_redirect_uri: back, state: 'a state' }
    expect(await stateOf(browser)).toBe('signed-in')
    for (let times = 0; times < 2; times += 1) {
      expect((await leave(browser, asked)).url.href).toBe(`${back}?state=a+state`)
      expect([await stateOf(browser), browser.cookies().has('__Host-session')]).toEqual(['anonymous', false])
    }
  })

  it('and without a way back ends on our own page, the session over', async () => {
    const { browser } = await visitor(world)
    const { url } = await leave(browser, { id_token_hint: await idToken(browser) })
    expect([url.pathname, await stateOf(browser)]).toEqual(['/sign-in', 'anonymous'])
  })
})

describe('a sign-out that the person has to confirm (§2, §6)', () => {
  it.each<[string, () => Promise<Record<string, string>>]>([
    ['without an ID token', async () => ({})],
    ['with one of another account', async () => ({ id_token_hint: await idToken((await visitor(world)).browser) })],
  ])('%s: asked on our page, and led back afterwards', async (_, hinted) => {
    const asked = { ...(await hinted()), post_logout_redirect_uri: back, state: 'x y' }
    const { url } = await leave(person.browser, asked)
    expect([url.pathname, await stateOf(person.browser)]).toEqual(['/sign-out', 'signed-in'])
    const id = url.searchParams.get('for')!
    const bar = barOf(world, person.browser)
    expect((await bar.go(`/openid/signed-out/${id}`)).url.href).toBe(`${back}?state=x+y`)
    world.clock.advance(limits.openidRequestLife)
    expect((await bar.go(`/openid/signed-out/${id}`)).url.pathname).toBe('/sign-in')
    await signInAnew(person.browser, person.address)
  })

  it('and that leads nowhere, is asked on our page', async () => {
    const { url } = await leave(person.browser, {})
    expect([url.pathname + url.search, await stateOf(person.browser)]).toEqual(['/sign-out', 'signed-in'])
  })

  it('leads nowhere by a text that was made up', async () => {
    const { url } = await barOf(world, person.browser).go(`/openid/signed-out/${'x'.repeat(43)}`)
    expect(url.pathname).toBe('/sign-in')
    expect((await barOf(world, person.browser).go('/openid/signed-out/short')).status).toBe(404)
  })
})

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object

/** The token of this person with another header and other claims, signed by a key of his own. */
function forged(header: object, claims: object, isSigned = true): string {
  const [ours = '', payload = ''] = hint.split('.')
  const text = `${encode({ ...decode(ours), ...header })}.${encode({ ...decode(payload), ...claims })}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return `${text}.${isSigned ? sign('sha256', Buffer.from(text), privateKey).toString('base64url') : ''}`
}

describe('a sign-out that is refused on a page, and ends nothing', () => {
  it.each<[string, () => Promise<Record<string, string>>]>([
    [
      'the way back of another client',
      async () => ({ id_token_hint: hint, post_logout_redirect_uri: wiki.post_logout_redirect_uris[0]! }),
    ],
    [
      'an address that is not registered',
      async () => ({ id_token_hint: hint, post_logout_redirect_uri: `${back}more` }),
    ],
    ['a way back of nobody', async () => ({ client_id: 'nobody', post_logout_redirect_uri: back })],
    [
      'a callback for codes',
      async () => ({ id_token_hint: hint, post_logout_redirect_uri: webmail.redirect_uris[0]! }),
    ],
    [
      'an ID token of another client than is named',
      async () => ({ id_token_hint: await idToken(person.browser, 'wiki') }),
    ],
    ['an ID token that is not signed', async () => ({ id_token_hint: forged({ alg: 'none' }, {}, false) })],
    ['an ID token of somebody else’s key', async () => ({ id_token_hint: forged({}, {}) })],
    ['an ID token of another issuer', async () => ({ id_token_hint: forged({}, { iss: 'https://evil.example' }) })],
    [
      'a changed ID token',
      async () => ({ id_token_hint: hint.replace(/\.[^.]+\./, `.${encode({ sub: 'another' })}.`) }),
    ],
    ['no ID token at all', async () => ({ id_token_hint: 'a text' })],
  ])('%s', async (_, asked) => {
    const landed = await leave(person.browser, await asked())
    expect(endOf(landed)).toMatchObject({ at: 'page', status: 400, error: 'invalid_request' })
    expect(await stateOf(person.browser)).toBe('signed-in')
  })
})
