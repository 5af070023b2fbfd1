// The Roundcube plug-in and tokens that it must not believe.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { clientId, foreignKey, logoutToken, publicText, type Made } from './scripted-provider.ts'
import { good, startScriptedWebmail, type ScriptedWebmail } from './scripted-webmail.ts'

let stage: ScriptedWebmail
beforeAll(async () => {
  stage = await startScriptedWebmail()
}, 30_000)
afterAll(() => stage.stop())
beforeEach(() => {
  stage.provider.answers = {}
  stage.provider.asked = []
})

const past = Math.floor(Date.now() / 1_000) - 3_600
const forged: [string, Made][] = [
  ['of another issuer', { claims: { iss: 'http://evil.localhost' } }],
  ['for another client', { claims: { aud: 'somebody-else' } }],
  ['for two clients', { claims: { aud: [clientId, 'somebody-else'] } }],
  ['that is over', { claims: { exp: past } }],
  ['without an end', { claims: { exp: undefined } }],
  ['from the future', { claims: { iat: past + 7_200 } }],
  ['signed with another key', { key: foreignKey }],
  ['signed with an unknown key', { key: foreignKey, kid: 'k2' }],
  ['that names another algorithm', { says: 'PS256' }],
  ['without a signature', { algorithm: 'none' }],
  ['signed with the public key as a secret', { key: publicText, algorithm: 'HS256' }],
]

describe('an ID token', () => {
  it.each<[string, Made]>([
    ...forged,
    ['of another request', { claims: { nonce: 'another' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
  ])('%s opens nothing', async (_, idToken) => {
    const browser = stage.browser()
    const link = await browser.begin()
    stage.provider.answers = { idToken }
    expect(await browser.answer(good(link))).toMatchObject({ status: 401, problem: 'webmail.answer' })
    expect(stage.provider.asked.map(({ path }) => path)).not.toContain('/openid/mail-password')
  })
})

const tell = (token: string) =>
  stage.browser().post('?_task=login&_action=plugin.second_step_ended', { logout_token: token })

describe('a logout token', () => {
  it('is taken when it is ours', async () => {
    expect(await tell(logoutToken())).toMatchObject({ status: 200, text: '' })
  })

  it.each<[string, Made]>([
    ...forged,
    ['without the event', { claims: { events: { 'http://elsewhere.example/event': {} } } }],
    ['with a nonce, which is an ID token,', { claims: { nonce: 'one' } }],
    ['of no session', { claims: { sid: undefined } }],
  ])('%s is refused', async (_, made) => {
    expect(await tell(logoutToken(made))).toMatchObject({ status: 400 })
  })
})
