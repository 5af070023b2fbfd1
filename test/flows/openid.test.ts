import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { bind, redeem, signIn, linkOf } from '../actors/journeys.ts'
import { navigator } from '../actors/address-bar.ts'
import { newRegistered, openidEnv, relyingParty, type RelyingParty } from '../actors/openid-client.ts'
import { accountOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

const webmail = newRegistered('webmail', { mail: true })
let world: World
let party: RelyingParty
beforeAll(async () => {
  world = await startWorld(openidEnv([webmail]))
  party = await relyingParty(world.url, webmail)
})
afterAll(() => world.stop())

/** An account with WeChat bound, and a browser that has never been here. */
async function owner(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  await bind(world.browser(), phone, address)
  const browser = world.browser()
  return { address, phone, browser, bar: navigator(world.url, browser) }
}

async function scanIn({ browser, phone, address }: Awaited<ReturnType<typeof owner>>) {
  const { challenge } = await signIn(browser, address)
  const { number } = await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
  await redeem(browser, challenge!, number)
}

describe('signing in for a client', () => {
  it('goes by our pages, ends at the client, and tells it who, how and when', async () => {
    const person = await owner('openid')
    const { url, checks } = await party.begin()
    const asked = await person.bar.go(url.href)
    expect(asked.url.pathname).toBe('/sign-in')
    const uid = asked.url.searchParams.get('continue')
    await scanIn(person)
    const back = await person.bar.go(`/openid/continue/${uid}`)
    expect(back.url.href).toMatch(webmail.redirect_uris[0]!)
    const tokens = await party.exchange(back.url, checks)
    const { _id } = await accountOf(world, person.address)
    expect(tokens.claims()).toMatchObject({
      sub: _id,
      acr: 'https://refeds.org/profile/mfa',
      amr: ['pwd', 'mca', 'mfa'],
    })
    expect(await party.userinfo(tokens.access_token, _id)).toMatchObject({ email: person.address })
    const given = await party.mailPassword(tokens.access_token)
    expect(given).toMatchObject({
      status: 200,
      body: { username: person.address, password: expect.stringMatching(/^wm_[\w-]{43}$/) },
    })
    const next = await party.refresh(tokens.refresh_token!)
    expect(next.access_token).not.toBe(tokens.access_token)
  })
})
