// The Roundcube plug-in and answers that it must not believe.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { challengeOf, clientId, issuer, type Answers } from './scripted-provider.ts'
import { good, secret, startScriptedWebmail, type ScriptedWebmail } from './scripted-webmail.ts'

let stage: ScriptedWebmail
beforeAll(async () => {
  stage = await startScriptedWebmail()
}, 30_000)
afterAll(() => stage.stop())
beforeEach(() => {
  stage.provider.answers = {}
  stage.provider.asked = []
})

describe('the way to the second step', () => {
  it('asks for a code with PKCE, a nonce and a state of 256 bits, and comes back to where it was registered', async () => {
    const link = await stage.browser().begin()
    expect(`${link.origin}${link.pathname}`).toBe(`${issuer}/openid/auth`)
    expect(Object.fromEntries(link.searchParams)).toEqual({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: `${stage.webmail.url}?_task=login&_action=plugin.second_step`,
      scope: 'openid mail',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
  })

  it('is another one for every page and browser', async () => {
    const browser = stage.browser()
    const links = [await browser.begin(), await browser.begin(), await stage.browser().begin()]
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(new Set(links.map((link) => link.searchParams.get(name))).size).toBe(3)
  })

  it('is no way for a picture in a page of somebody else', async () => {
    const { status, location, text } = await stage.browser().go('', { headers: { 'sec-fetch-dest': 'image' } })
    expect([status, location]).toEqual([401, null])
    expect(text).toContain('Please sign in.')
  })
})

describe('an answer', () => {
  it('that is right is exchanged with the verifier of its link and the client secret, and opens the mailbox', async () => {
    const browser = stage.browser()
    const link = await browser.begin()
    expect(await browser.answer(good(link))).toMatchObject({ status: 401, problem: 'webmail.mailbox' })
    const [exchange, ...later] = stage.provider.asked
    expect(exchange).toMatchObject({ path: '/openid/token' })
    const { code_verifier: verifier, ...form } = Object.fromEntries(exchange!.form)
    expect(form).toEqual({
      grant_type: 'authorization_code',
      code: 'a-code',
      redirect_uri: link.searchParams.get('redirect_uri'),
    })
    expect(challengeOf(verifier!)).toBe(link.searchParams.get('code_challenge'))
    // RFC 6749 §2.3.1.
    const credentials = Buffer.from(`${clientId}:${encodeURIComponent(secret)}`).toString('base64')
    expect(exchange!.authorization).toBe(`Basic ${credentials}`)
    expect(later.at(-1)).toMatchObject({ path: '/openid/mail-password', authorization: 'Bearer an-access-token' })
  })

  it('works in some tabs at the same time, and the oldest of too many is forgotten', async () => {
    const browser = stage.browser()
    const links = []
    for (let tab = 0; tab < 6; tab += 1) links.push(await browser.begin())
    const [first, second] = links as [URL, URL]
    expect(await browser.answer(good(first))).toMatchObject({ problem: 'webmail.state' })
    stage.provider.expect(second)
    expect(await browser.answer(good(second))).toMatchObject({ problem: 'webmail.mailbox' })
  })

  it('is taken once', async () => {
    const browser = stage.browser()
    const link = await browser.begin()
    stage.provider.answers = { token: 503 }
    expect(await browser.answer(good(link))).toMatchObject({ problem: 'webmail.unavailable' })
    stage.provider.answers = {}
    expect(await browser.answer(good(link))).toMatchObject({ status: 401, problem: 'webmail.state' })
    expect(stage.provider.asked).toHaveLength(1)
  })

  it('is taken only in the browser that was led away', async () => {
    const link = await stage.browser().begin()
    const other = stage.browser()
    await other.begin()
    expect(await other.answer(good(link))).toMatchObject({ status: 401, problem: 'webmail.state' })
    expect(await stage.browser().answer(good(link))).toMatchObject({ status: 401, problem: 'webmail.state' })
    expect(stage.provider.asked).toEqual([])
  })

  it.each<[string, Record<string, string>, string]>([
    ['of another issuer', { iss: 'http://evil.localhost' }, 'webmail.answer'],
    ['without an issuer', { iss: '' }, 'webmail.answer'],
    ['that says no', { error: 'access_denied' }, 'webmail.refused'],
    ['that says later', { error: 'temporarily_unavailable' }, 'webmail.unavailable'],
  ])('%s asks our server nothing and leads nowhere by itself', async (_, more, problem) => {
    const browser = stage.browser()
    const answer = await browser.answer({ ...good(await browser.begin()), ...more })
    expect(answer).toMatchObject({ status: 401, location: null, problem })
    expect(answer.text).toContain('href="./"')
    expect(stage.provider.asked).toEqual([])
  })

  it.each<[string, Answers, string]>([
    ['a code that the server refuses', { token: 400 }, 'webmail.answer'],
    ['a server in trouble', { token: 500 }, 'webmail.unavailable'],
    ['no password for the mailbox', { mailPassword: 403 }, 'webmail.answer'],
    ['a factor that changes at this moment', { mailPassword: 409 }, 'webmail.unavailable'],
  ])('%s opens nothing', async (_, answers, problem) => {
    const browser = stage.browser()
    const link = await browser.begin()
    stage.provider.answers = answers
    expect(await browser.answer(good(link))).toMatchObject({ status: 401, location: null, problem })
  })

  it('leaves no code and no password in the logs of Roundcube', async () => {
    const browser = stage.browser()
    const link = await browser.begin()
    await browser.answer({ ...good(link), code: 'a-code-to-look-for' })
    const lines = stage.webmail
      .log()
      .split('\n')
      .filter((line) => !line.includes('HTTP/1.1'))
    expect(lines.filter((line) => line.includes('Login failed for somebody')).length).toBeGreaterThan(0)
    expect(lines.filter((line) => /a-code-to-look-for|wm_/.test(line))).toEqual([])
  })
})
