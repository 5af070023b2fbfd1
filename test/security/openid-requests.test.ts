// What a client may ask, and how it is told that it may not (OpenID Connect Core §3.1.2, RFC 6749 §4.1.2.1).
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { newRegistered, openidEnv, relyingParty, type RelyingParty } from '../actors/openid-client.ts'
import { endOf, visitor } from '../actors/openid-wire.ts'
import { accountOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

const webmail = newRegistered('webmail', { mail: true })
const wiki = newRegistered('wiki')
let world: World
let party: RelyingParty
let person: Awaited<ReturnType<typeof visitor>>
beforeAll(async () => {
  world = await startWorld(openidEnv([webmail, wiki]))
  party = await relyingParty(world.url, wiki)
  person = await visitor(world)
})
afterAll(() => world.stop())

type Asked = Record<string, string | null>

/** A request of the wiki with these parameters changed, those that are null left out. */
async function request(changes: Asked) {
  const { url } = await party.begin()
  for (const [name, value] of Object.entries(changes))
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  return url
}

const sent = async (changes: Asked, { bar } = person) => {
  const url = await request(changes)
  return { ...endOf(await bar.go(url.href)), wasState: url.searchParams.get('state') }
}

const rows = () => world.database.models.openid.countDocuments()
const unsigned = (claims: object) =>
  [{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + '.'

describe('a request that leads to nobody known', () => {
  it.each([
    ['another host', 'http://wiki.example/callback'],
    ['another port', 'http://wiki.localhost:81/callback'],
    ['a longer path', 'http://wiki.localhost/callback/more'],
    ['a query more', 'http://wiki.localhost/callback?more=1'],
    ['a fragment more', 'http://wiki.localhost/callback#more'],
    ['another case', 'http://wiki.localhost/Callback'],
    ['another user', 'http://wiki@wiki.localhost/callback'],
    ['the callback of another client', webmail.redirect_uris[0]!],
    ['a script', 'javascript:alert(1)'],
  ])('ends on a page: its redirect_uri has %s (RFC 6749 §3.1.2.4)', async (_, uri) => {
    const before = await rows()
    expect(await sent({ redirect_uri: uri })).toMatchObject({ at: 'page', status: 400, error: 'invalid_redirect_uri' })
    expect(await rows()).toBe(before)
  })

  it.each<[string, Asked, string]>([
    ['no redirect_uri', { redirect_uri: null }, 'invalid_request'],
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
    ['no client', { client_id: null }, 'invalid_request'],
    ['a client that is named like a part of an object', { client_id: '__proto__' }, 'invalid_client'],
  ])('ends on a page: it has %s', async (_, changes, error) => {
    expect(await sent(changes)).toMatchObject({ at: 'page', status: 400, error })
  })

  it('ends on a page when the client or the way back is there twice (RFC 6749 §3.1)', async () => {
    for (const name of ['client_id', 'redirect_uri']) {
      const url = await request({})
      url.searchParams.append(name, url.searchParams.get(name)!)
      expect(endOf(await person.bar.go(url.href))).toMatchObject({ at: 'page', status: 400, error: 'invalid_request' })
    }
  })
})

describe('a request that a client may not make', () => {
  it.each<[string, Asked, string]>([
    ['no proof key (RFC 7636 §4.4.1)', { code_challenge: null, code_challenge_method: null }, 'invalid_request'],
    ['a plain proof key (RFC 9700 §2.1.1)', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a proof key without its method', { code_challenge_method: null }, 'invalid_request'],
    ['a proof key that is no hash', { code_challenge: 'short' }, 'invalid_request'],
    ['the implicit flow (RFC 9700 §2.1.2)', { response_type: 'token' }, 'invalid_request'],
    ['an ID token at once', { response_type: 'id_token' }, 'invalid_request'],
    ['the hybrid flow', { response_type: 'code id_token' }, 'invalid_request'],
    ['an unknown response_type', { response_type: 'none' }, 'unsupported_response_type'],
    ['no response_type', { response_type: null }, 'invalid_request'],
    ['an answer in the fragment', { response_mode: 'fragment' }, 'invalid_request'],
    ['an unknown response_mode', { response_mode: 'web_message' }, 'unsupported_response_mode'],
    ['an unsigned request object (Core §6.1)', { request: unsigned({ scope: 'openid' }) }, 'request_not_supported'],
    ['a request by reference (Core §6.2)', { request_uri: 'https://wiki.localhost/r' }, 'request_uri_not_supported'],
    ['a registration', { registration: '{}' }, 'registration_not_supported'],
    ['the scope of webmails', { scope: 'openid mail' }, 'invalid_scope'],
    ['a choice of accounts', { prompt: 'select_account' }, 'invalid_request'],
    ['none and something', { prompt: 'none login' }, 'invalid_request'],
    ['a negative max_age', { max_age: '-1' }, 'invalid_request'],
    ['a max_age that is no number', { max_age: 'soon' }, 'invalid_request'],
    ['claims that are no JSON', { claims: '{' }, 'invalid_request'],
    ['a hint that is not ours', { id_token_hint: unsigned({ sub: 'somebody' }) }, 'invalid_request'],
  ])('is told so with its state: %s', async (_, changes, error) => {
    const told = await sent(changes)
    expect(told).toMatchObject({ at: 'client', error, hasCode: false })
    expect(told.state).toBe(told.wasState)
  })

  it('is refused in the form that it asked for, without a code: form_post', async () => {
    const landed = await person.bar.go((await request({ response_mode: 'form_post' })).href)
    expect([landed.status, landed.text.includes('invalid_request'), landed.text.includes('"code"')]).toEqual([
      400,
      true,
      false,
    ])
  })

  it('is told so when a parameter is there twice (RFC 6749 §3.1)', async () => {
    for (const name of ['state', 'scope', 'nonce', 'code_challenge', 'prompt']) {
      const url = await request({ prompt: 'none' })
      url.searchParams.append(name, url.searchParams.get(name)!)
      expect(endOf(await person.bar.go(url.href))).toMatchObject({ error: 'invalid_request' })
    }
  })
})

describe('prompt (Core §3.1.2.1)', () => {
  it('none without a session is login_required, and nothing is kept of it', async () => {
    const stranger = await visitor(world)
    await stranger.browser.call('DELETE /api/session')
    const before = await rows()
    expect(await sent({ prompt: 'none' }, stranger)).toMatchObject({ at: 'client', error: 'login_required' })
    expect(await rows()).toBe(before)
  })

  it('none with a session goes through, and so does consent, which nobody is asked for', async () => {
    for (const prompt of ['none', 'consent'])
      expect(await sent({ prompt })).toMatchObject({ at: 'client', error: undefined, hasCode: true })
  })
})

describe('the account that a client asks for (Core §3.1.2.1, §5.5.1)', () => {
  it('is not another than the one that is signed in: login_required, without a page', async () => {
    const other = await visitor(world)
    const { url, checks } = await party.begin()
    const { id_token: hint = '' } = await party.exchange((await other.bar.go(url.href)).url, checks)
    const { _id: sub } = await accountOf(world, other.address)
    const both: Asked[] = [{ id_token_hint: hint }, { claims: JSON.stringify({ id_token: { sub: { value: sub } } }) }]
    for (const asked of both) {
      expect(await sent(asked)).toMatchObject({ at: 'client', error: 'login_required', hasCode: false })
      expect(await sent({ ...asked, prompt: 'none' })).toMatchObject({ at: 'client', error: 'login_required' })
      expect(await sent(asked, other)).toMatchObject({ at: 'client', error: undefined, hasCode: true })
    }
    expect(await person.browser.call('GET /api/session')).toMatchObject({ state: 'signed-in' })
  })
})

describe('what is unknown', () => {
  it('is ignored: scopes, parameters and claims that nobody here knows (Core §3.1.2.1, §5.5)', async () => {
    const odd = {
      id_token: { acr: { values: 5 }, sub: null, shoe_size: { essential: true } },
      userinfo: { shoe_size: null },
    }
    const more = { scope: 'openid email profile offline_access', shoe_size: '46', claims: JSON.stringify(odd) }
    for (const acr of [odd.id_token.acr, { values: {} }, { value: [1] }, null]) {
      const claims = JSON.stringify({ ...odd, id_token: { ...odd.id_token, acr } })
      expect(await sent({ ...more, claims })).toMatchObject({ at: 'client', error: undefined, hasCode: true })
    }
  })
})
