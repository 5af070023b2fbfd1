import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import type { Browser } from '../actors/browser.ts'
import { bind, signIn } from '../actors/journeys.ts'
import { newRegistered, openidEnv, relyingParty } from '../actors/openid-client.ts'
import { barOf, endOf } from '../actors/openid-wire.ts'
import { codeOf, tally } from '../actors/outcome.ts'
import { accountOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

const wiki = newRegistered('wiki')
let world: World
beforeAll(async () => {
  world = await startWorld({ TRUSTED_PROXIES: '127.0.0.1', ...openidEnv([wiki]) })
})
afterAll(() => world.stop())

const from = (network: string) => ({ headers: { 'x-forwarded-for': `${network}.7` } })

describe('Q31: a flood', () => {
  it('of sign-ins by somebody who has the password leaves so many rows and no more, and the owner goes on elsewhere', async () => {
    const address = await world.user('flooded')
    await bind(world.browser(from('198.51.100')), world.phone('flooded'), address)
    const tries = Array.from({ length: limits.openSignIns + 20 }, () =>
      codeOf(signIn(world.browser(from('203.0.113')), address)),
    )
    expect(tally(await Promise.all(tries))).toEqual({ ok: limits.openSignIns, 'throttle.wait': 20 })
    const { _id } = await accountOf(world, address)
    expect(await world.database.models.sessions.countDocuments({ accountId: _id, aal: 1 })).toBe(limits.openSignIns)
    expect(await codeOf(signIn(world.browser(from('192.0.2')), address))).toBe('ok')
    world.clock.advance(limits.openSignInsWithin)
    expect(await codeOf(signIn(world.browser(from('203.0.113')), address))).toBe('ok')
  })

  it('of new phone sessions from one network stops asking WeChat, and other networks go on', async () => {
    const open = (network: string) => codeOf(world.phone('flooder', from(network).headers).open())
    const codes = []
    while (codes.length < limits.phoneSessions + 5) codes.push(await open('203.0.113'))
    expect(tally(codes)['throttle.wait']).toBe(5)
    expect(await open('192.0.2')).not.toBe('throttle.wait')
  })

  it('of clients’ requests from one network leaves so many rows and no more; who is signed in there goes on, and so do other networks', async () => {
    const party = await relyingParty(world.url, wiki)
    const go = async (browser: Browser, more = '') =>
      endOf(await barOf(world, browser).go(`${(await party.begin()).url}${more}`))
    const rows = () => world.database.models.openid.countDocuments()
    const before = await rows()
    for (let at = 0; at < limits.openidRequests; at += 1)
      expect(await go(world.browser(from('203.0.113')))).toMatchObject({ at: 'page' })
    const told = { at: 'client', error: 'temporarily_unavailable' }
    expect(await go(world.browser(from('203.0.113')))).toMatchObject(told)
    expect(await rows()).toBe(before + limits.openidRequests)
    const silent = world.browser(from('203.0.113'))
    expect(await go(silent, '&prompt=none')).toMatchObject({ at: 'client', error: 'login_required' })
    const visitor = world.browser(from('203.0.113'))
    await signIn(visitor, await world.user('signed-in'))
    expect(await go(visitor)).toMatchObject({ at: 'client', hasCode: true })
    expect(await go(world.browser(from('192.0.2')))).toMatchObject({ at: 'page' })
    world.clock.advance(limits.openidRequestsWithin)
    expect(await go(world.browser(from('203.0.113')))).toMatchObject({ at: 'page' })
  })

  it('begins with the password: nobody without it leaves a session', async () => {
    const before = await world.database.models.sessions.countDocuments()
    await codeOf(world.browser().call('GET /api/challenge'))
    await codeOf(
      world.browser().call('POST /api/challenge/renew', { input: { challenge: 'a-challenge', by: 'click' } }),
    )
    await codeOf(world.browser().call('POST /api/session', { input: { address: 'x@y.cn', password: 'wrong' } }))
    expect(await world.database.models.sessions.countDocuments()).toBe(before)
  })
})
