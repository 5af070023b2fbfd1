// Q17: a second step that was begun for a client belongs to the browser that began it.
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { bindWith, handsOf, prove } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { newRegistered, openidEnv, relyingParty, type RelyingParty } from '../actors/openid-client.ts'
import { barOf, endOf, visitor } from '../actors/openid-wire.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { rawRequest } from '../actors/raw.ts'
import { accountOf } from '../actors/records.ts'

const wiki = newRegistered('wiki')
let world: FullWorld
let party: RelyingParty
beforeAll(async () => {
  world = await startFullWorld(openidEnv([wiki]))
  party = await relyingParty(world.url, wiki)
})
afterAll(() => world.stop())

/** As no library would send it. */
async function forged(path: string, headers: Record<string, string>) {
  const sent = request(`${world.url}${path}`, { headers }).end()
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  return { headers: answer.rawHeaders, text: await text(answer) }
}

const isLost = { at: 'page', status: 400, error: 'session_not_found' }
const stored = async () =>
  JSON.stringify(await world.database.models.openid.collection.find().sort({ _id: 1 }).toArray())

/** A browser that nobody is signed in with has begun to sign in for the wiki. */
async function begun(browser = world.browser()) {
  const bar = barOf(world, browser)
  const { url, checks } = await party.begin()
  const asked = await bar.go(url.href)
  return { browser, bar, checks, uid: asked.url.searchParams.get('continue') ?? '' }
}

describe('Q17: a request that was begun in one browser', () => {
  it('is continued in no other: a page says so, and nothing happens', async () => {
    const victim = await begun()
    const thief = await visitor(world)
    const before = await stored()
    for (const path of [`/openid/continue/${victim.uid}`, `/openid/auth/${victim.uid}`])
      for (const bar of [thief.bar, barOf(world, world.browser())])
        expect(endOf(await bar.go(path))).toMatchObject(isLost)
    expect(await stored()).toBe(before)
    await signInAnew(victim.browser, thief.address)
    expect(endOf(await victim.bar.go(`/openid/continue/${victim.uid}`))).toMatchObject({ at: 'client', hasCode: true })
  })

  it('signs nobody in elsewhere: a thief who leads his victim to it signs in neither himself nor her', async () => {
    const thief = await begun()
    const victim = await visitor(world)
    expect(endOf(await victim.bar.go(`/openid/continue/${thief.uid}`))).toMatchObject(isLost)
    expect((await thief.bar.go(`/openid/continue/${thief.uid}`)).url.pathname).toBe('/sign-in')
    expect(endOf(await thief.bar.go(`/openid/auth/${thief.uid}`))).not.toMatchObject({ hasCode: true })
    expect(await world.browser().call('GET /api/session')).toMatchObject({ state: 'anonymous' })
  })

  it('is not continued under the cookie of another request of the same browser', async () => {
    const browser = world.browser()
    const [first, second] = [await begun(browser), await begun(browser)]
    await signInAnew(browser, (await visitor(world)).address)
    const answer = await rawRequest(world.url, { method: 'GET', path: `/openid/continue/${first.uid}` })
    expect(answer.status).toBe(400)
    const other = await world.database.models.openid.countDocuments()
    const session = `__Host-session=${browser.cookies().get('__Host-session')}`
    const cookie = `${second.bar.cookies(`/openid/continue/${second.uid}`)}; ${session}`
    const mixed = await rawRequest(world.url, {
      method: 'GET',
      path: `/openid/continue/${first.uid}`,
      headers: { cookie },
    })
    expect([mixed.status, mixed.text]).toEqual([400, expect.stringContaining('session_not_found')])
    expect(await world.database.models.openid.countDocuments()).toBe(other)
  })

  it('is not continued by a cookie that was made up, or signed for another text', async () => {
    const [mine, yours] = [await begun(), await begun()]
    const path = `/openid/continue/${yours.uid}`
    const signature = /__Secure-openid\.sig=([^;]+)/.exec(mine.bar.cookies(`/openid/continue/${mine.uid}`))![1]!
    for (const sig of [signature, 'x'.repeat(27), '']) {
      const cookie = `__Secure-openid=${yours.uid}; __Secure-openid.sig=${sig}`
      const answer = await rawRequest(world.url, { method: 'GET', path, headers: { cookie } })
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('session_not_found')])
    }
  })

  it('ends as whoever is signed in there at its end, and asks again when nobody is', async () => {
    const one = await begun()
    const { address } = await visitor(world)
    await signInAnew(one.browser, address)
    const mail = handsOf(world, 'email', 'again')
    await bindWith(one.browser, mail)
    await one.browser.call('DELETE /api/session')
    const { challenge } = await signInAnew(one.browser, address)
    // Only the password yet.
    expect((await one.bar.go(`/openid/continue/${one.uid}`)).url.pathname).toBe('/sign-in')
    const asked = await one.bar.go(`/openid/auth/${one.uid}`)
    expect(asked.url.pathname).toBe('/sign-in')
    await prove(one.browser, challenge, mail)
    const landed = await one.bar.go(`/openid/continue/${asked.url.searchParams.get('continue')}`)
    const tokens = await party.exchange(landed.url, one.checks)
    expect(tokens.claims()?.sub).toBe((await accountOf(world, address))._id)
  })

  it('is asked for again, and lost to nobody, when its session ends between our answer and the client’s', async () => {
    const one = await begun()
    const { address } = await visitor(world)
    await signInAnew(one.browser, address)
    const answered = (await one.bar.step(`/openid/continue/${one.uid}`))!
    expect(answered.pathname).toBe(`/openid/auth/${one.uid}`)
    await one.browser.call('DELETE /api/session')
    const asked = await one.bar.go(answered.href)
    expect(asked.url.pathname).toBe('/sign-in')
    await signInAnew(one.browser, address)
    const landed = await one.bar.go(`/openid/continue/${asked.url.searchParams.get('continue')}`)
    const tokens = await party.exchange(landed.url, one.checks)
    expect(tokens.claims()?.sub).toBe((await accountOf(world, address))._id)
  })
})

describe('a code from another browser (RFC 9700 §4.5, RFC 9207)', () => {
  it('is refused by the client: it is not of the state that was begun here', async () => {
    const [mine, yours] = [await visitor(world), await visitor(world)]
    const begunHere = await party.begin()
    const { url } = await party.begin()
    const landed = await yours.bar.go(url.href)
    await expect(party.exchange(landed.url, begunHere.checks)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('state') },
    })
    landed.url.searchParams.set('state', begunHere.checks.expectedState as string)
    // And by us, whatever the client makes of it: its proof key is of another browser.
    await expect(party.exchange(landed.url, begunHere.checks)).rejects.toMatchObject({ error: 'invalid_grant' })
    expect(endOf(await mine.bar.go(begunHere.url.href))).toMatchObject({ hasCode: true })
  })
})

describe('the address that the door says it has (Discovery §4.3)', () => {
  it.each<Record<string, string>>([
    { 'x-forwarded-host': 'evil.example' },
    { 'x-forwarded-proto': 'https' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-port': '444' },
    { host: 'evil.example' },
    { forwarded: 'host=evil.example;proto=https' },
  ])('is the configured one, whatever a request says: %j', async (headers) => {
    const path = '/.well-known/openid-configuration'
    const usual = await rawRequest(world.url, { method: 'GET', path })
    const { url } = await party.begin()
    const [told, asked] = [await forged(path, headers), await forged(`${url.pathname}${url.search}`, headers)]
    expect(told.text).toBe(usual.text)
    expect(asked.headers.join()).not.toMatch(/evil|:444/)
    const urls = Object.values(JSON.parse(told.text) as object).filter(
      (value) => String(value).startsWith('http') && !Array.isArray(value),
    )
    expect(urls.filter((value) => !`${value}`.startsWith(world.url))).toEqual([])
    expect(urls.length).toBeGreaterThan(5)
  })
})
