// A client asks for a fresh proof, or for a better one (OpenID Connect Core §3.1.2.1, §5.5.1.1, RFC 9470, RFC 8176).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { acrs } from '../../server/core/openid.ts'
import { typedPerson } from '../actors/factor-people.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { prove } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { newRegistered, openidEnv, relyingParty, type RelyingParty } from '../actors/openid-client.ts'
import { barOf, endOf, visitor } from '../actors/openid-wire.ts'
import { sessionOf } from '../actors/records.ts'

const wiki = newRegistered('wiki')
let world: FullWorld
let party: RelyingParty
let owner: Awaited<ReturnType<typeof typedPerson>>
beforeAll(async () => {
  world = await startFullWorld(openidEnv([wiki]))
  party = await relyingParty(world.url, wiki)
  owner = await typedPerson(world, 'totp', 'fresh')
})
afterAll(() => world.stop())

const acrClaim = (acr: object) => ({ claims: JSON.stringify({ id_token: { acr } }) })
const mfa = { acr_values: acrs.mfa }
const mustBeMfa = acrClaim({ essential: true, values: [acrs.mfa] })
const seconds = (date: Date) => Math.floor(date.getTime() / 1_000)

type Asked = Record<string, string>

/** The person clicks at the client, which asks for this. */
async function click(asked: Asked = {}, { browser }: Pick<typeof owner, 'browser'> = owner) {
  const bar = barOf(world, browser)
  const { url, checks } = await party.begin(asked)
  const landed = await bar.go(url.href)
  const uid = landed.url.searchParams.get('continue')
  return {
    /** The page that came, or null for the client. */
    page: landed.status === 0 ? null : landed.url.pathname,
    end: endOf(landed),
    /** What our page does at its end. @returns the page that comes then. */
    async goOn() {
      const after = await bar.go(`/openid/continue/${uid}`)
      if (after.status !== 0) return { page: after.url.pathname }
      const maxAge = asked['max_age'] === undefined ? undefined : Number(asked['max_age'])
      return { page: null, claims: await claimsOf(after.url, { ...checks, maxAge }), end: endOf(after) }
    },
    claims: () => claimsOf(landed.url, checks),
  }
}

async function claimsOf(landed: URL, checks: Parameters<RelyingParty['exchange']>[1]) {
  if (landed.searchParams.has('error')) return null
  const { acr, amr, auth_time: at } = (await party.exchange(landed, checks)).claims()!
  return { acr, amr, at }
}

/** With the app's next code. */
async function proveAgain(): Promise<void> {
  world.clock.advance(30_000)
  await prove(owner.browser, await owner.browser.call('POST /api/proof', { input: {} }), owner.hands)
}

const provedAt = async () => seconds((await sessionOf(world, owner.address)).provedAt!)

describe('who has proved a factor', () => {
  it('goes through while the proof is young enough, and it is said when that was', async () => {
    await proveAgain()
    for (const asked of [{}, mfa, mustBeMfa, { max_age: '60' }] as Asked[]) {
      const { page, claims } = await click(asked)
      expect(page).toBeNull()
      expect(await claims()).toEqual({ acr: acrs.mfa, amr: ['pwd', 'otp', 'mfa'], at: await provedAt() })
    }
  })

  it.each<[string, Asked]>([
    ['max_age, once it is older', { max_age: '60' }],
    ['max_age=0', { max_age: '0' }],
    ['prompt=login', { prompt: 'login' }],
    ['prompt=login, max_age and acr_values', { prompt: 'login', max_age: '60', ...mfa }],
  ])('is asked for it once more by %s, and by nothing in between', async (_, asked) => {
    const before = await provedAt()
    world.clock.advance(61_000)
    const request = await click(asked)
    expect(request.page).toBe('/prove')
    expect(await request.goOn()).toEqual({ page: '/prove' })
    await proveAgain()
    const { page, claims } = await request.goOn()
    expect([page, claims]).toEqual([null, { acr: acrs.mfa, amr: ['pwd', 'otp', 'mfa'], at: await provedAt() }])
    expect(claims!.at! - before).toBeGreaterThanOrEqual(61)
    expect((await click({ ...asked, prompt: 'none', max_age: '60' })).end).toMatchObject({ hasCode: true })
  })

  it('is asked by prompt=login though the proof is of the same second, and another proof is enough', async () => {
    await proveAgain()
    const request = await click({ prompt: 'login' })
    expect(request.page).toBe('/prove')
    expect(await request.goOn()).toEqual({ page: '/prove' })
    await proveAgain()
    expect(await request.goOn()).toMatchObject({ page: null, end: { hasCode: true } })
  })

  it('is not asked where nobody may be: prompt=none is login_required', async () => {
    world.clock.advance(61_000)
    const { end } = await click({ prompt: 'none', max_age: '60' })
    expect(end).toMatchObject({ at: 'client', error: 'login_required' })
  })
})

describe('a trusted device', () => {
  beforeAll(async () => {
    const { browser, address, hands } = owner
    const { challenge } = await signInAnew(browser, address)
    await browser.call('POST /api/challenge/trust', { input: { challenge: challenge!.id, wanted: true } })
    await prove(browser, challenge, hands)
  })
  // Nothing but the password is shown.
  beforeEach(async () => {
    world.clock.advance(61_000)
    await signInAnew(owner.browser, owner.address)
  })

  it('is no proof: the client is told so', async () => {
    const { page, claims } = await click()
    expect(page).toBeNull()
    const { createdAt } = await sessionOf(world, owner.address)
    expect(await claims()).toEqual({ acr: acrs.sfa, amr: ['pwd', 'device'], at: seconds(createdAt) })
  })

  it.each<[string, Asked]>([
    ['acr_values', mfa],
    ['an essential acr', mustBeMfa],
    ['an acr of one value', acrClaim({ value: acrs.mfa })],
    ['acr_values that a session already has, and max_age', { acr_values: acrs.sfa, max_age: '0' }],
  ])('is asked for one by %s, and has it then', async (_, asked) => {
    const request = await click(asked)
    expect(request.page).toBe('/prove')
    await proveAgain()
    const { claims } = await request.goOn()
    expect(claims).toMatchObject({ acr: acrs.mfa, at: await provedAt() })
    expect(claims!.amr).toEqual(expect.arrayContaining(['pwd', 'otp', 'mfa']))
  })

  it('is enough for a client that asks for either', async () => {
    const { page, claims } = await click({ acr_values: `${acrs.mfa} ${acrs.sfa}` })
    expect([page, (await claims())?.acr]).toEqual([null, acrs.sfa])
  })
})

describe('an account without a factor', () => {
  it('signs in from the beginning for max_age and prompt=login: the session is over', async () => {
    for (const asked of [{ max_age: '60' }, { prompt: 'login' }, { max_age: '0', ...mfa }] as Asked[]) {
      const { address, browser } = await visitor(world)
      world.clock.advance(61_000)
      const request = await click(asked, { browser })
      expect(request.page).toBe('/sign-in')
      expect(await browser.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
      expect(await request.goOn()).toEqual({ page: '/sign-in' })
      await signInAnew(browser, address)
      const { createdAt } = await sessionOf(world, address)
      const { claims } = await request.goOn()
      expect(claims).toEqual({ acr: acrs.sfa, amr: ['pwd'], at: seconds(createdAt) })
    }
  })

  it('goes through where more would only be better, and is told what it has', async () => {
    const { browser } = await visitor(world)
    for (const asked of [mfa, acrClaim({ values: [acrs.mfa] }), acrClaim({ value: 'high' }), { acr_values: 'high' }]) {
      const { page, claims } = await click(asked, { browser })
      expect([page, (await claims())?.acr]).toEqual([null, acrs.sfa])
    }
  })

  it('is unmet_authentication_requirements at the client where it must be more (RFC 9470 §5)', async () => {
    const { browser } = await visitor(world)
    for (const asked of [mustBeMfa, acrClaim({ essential: true, value: 'high' })]) {
      const { end } = await click(asked, { browser })
      expect(end).toMatchObject({ at: 'client', error: 'unmet_authentication_requirements', hasCode: false })
      expect(end.state).not.toBeNull()
    }
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in' })
  })
})
