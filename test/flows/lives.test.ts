import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { beginChange, bindWith, handsOf, prove, type Typed } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'

let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld()
})
afterAll(() => world.stop())

// A person does not do all this within the five messages of an hour (spec R6).
const hour = 61 * 60 * 1_000

const kinds: Typed[] = ['email', 'sms', 'totp']

describe.each(kinds)('the life of %s', (kind) => {
  it('is bound, proves a sign-in, is changed for another of its kind, and unbound', async () => {
    const address = await world.user(`life-${kind}`)
    const browser = world.browser()
    await signInAnew(browser, address)
    const old = handsOf(world, kind, 'old')
    expect(await bindWith(browser, old)).toMatchObject({ state: 'signed-in', aal: 2 })

    world.clock.advance(hour)
    const second = world.browser()
    const { state, challenge } = await signInAnew(second, address)
    expect(state).toBe('second-step')
    expect(await prove(second, challenge, old)).toMatchObject({ state: 'signed-in', aal: 2 })

    world.clock.advance(hour)
    const next = handsOf(world, kind, 'next')
    const toChange = await beginChange(second, 'rebind', kind)
    const { challenge: toFill } = (await prove(second, toChange, old)) as Awaited<ReturnType<typeof signInAnew>>
    expect(toFill).toMatchObject({ purpose: 'rebind', stage: 'bind', target: kind })
    expect(await next.fill(second, toFill!)).toMatchObject({ state: 'signed-in', challenge: null })

    world.clock.advance(hour)
    const third = world.browser()
    expect(await prove(third, (await signInAnew(third, address)).challenge, next)).toMatchObject({ state: 'signed-in' })
    world.clock.advance(hour)
    const toEnd = await beginChange(third, 'unbind', kind)
    await prove(third, toEnd, next)
    expect(await third.call('GET /api/bindings')).toMatchObject({ isOn: false })
    expect(await signInAnew(world.browser(), address)).toMatchObject({ state: 'signed-in', aal: 1 })
  })
})
