// The challenge's own tries, asked of the store alone: the counters in front of it would hide what the filter does.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { later } from '../../server/core/challenge.ts'
import { nextToken } from '../../server/core/rotating-token.ts'
import { bind, signIn } from '../actors/journeys.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

it('R4, R5: of a hundred guesses at one challenge five are counted, and a right one during the rest is not granted', async () => {
  const { sessions, keys, accounts } = world.app.services
  const address = await world.user('hundred')
  await bind(world.browser(), world.phone('hundred'), address)
  const { challenge } = await signIn(world.browser(), address)
  const account = await accounts.byAddress(address)
  const row = await world.database.models.sessions.findOne({ accountId: account!.id, aal: 1 }).lean()
  const session = (await sessions.byId(String(row!._id)))!
  const target = () => ({ sessionId: session.id, challengeId: challenge!.id, now: world.clock.now() })
  const spent = await Promise.all(Array.from({ length: 100 }, () => sessions.spendTry(target(), 'wechat')))
  expect(spent.filter(Boolean)).toHaveLength(limits.triesBeforeRest)
  const grant = () => {
    const now = world.clock.now()
    const { token } = nextToken(keys, 'session', session.id, session.token, now)
    const raise = { aal: 2 as const, amr: 'code', provedAt: now, rev: account!.rev }
    return sessions.grant(target(), 'guess', {
      raise,
      token,
      expiresAt: later(now, limits.sessionLife),
      events: [],
      guess: { kind: 'wechat', sentState: null },
    })
  }
  expect(await grant()).toBeNull()
  world.clock.advance(limits.firstRest + 1_000)
  expect(await grant()).toMatchObject({ aal: 2 })
})
