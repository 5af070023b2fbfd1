// What every factor that is typed has to do, whatever it is. A new factor passes it with hands of its own.
import { describe, expect, it } from '@jest/globals'
import type { FactorKind } from '../../shared/factors.ts'
import { answer, beginChange, prove } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf } from '../actors/records.ts'
import { hour, openStage, type HandsMaker, type Stage } from './stage.ts'

export function factorSuite(kind: FactorKind, makeHands: HandsMaker): void {
  const stage = openStage(kind, makeHands)
  describe(`the factor ${kind}`, () => {
    it('is bound, proves a sign-in, is changed for another of its kind, and unbound', () => expectWholeLife(kind, stage))
    it('is proved afresh for a change of another one', () => expectFreshProof(stage))
    it('accepts no code twice and none of another account', () => expectSingleUse(kind, stage))
    it('is sealed at rest, and its life is in the trail', () => expectSealed(kind, stage))
  })
}

async function expectWholeLife(kind: FactorKind, { world, newHands, bound, secondStep }: Stage): Promise<void> {
  const { clock, browser: newBrowser } = world()
  const { address, hands: old } = await bound()
  const second = await secondStep(address)
  expect(await prove(second.browser, second.challenge, old)).toMatchObject({ state: 'signed-in', aal: 2 })
  clock.advance(hour)
  const next = newHands()
  const { challenge } = await prove(second.browser, await beginChange(second.browser, 'rebind', kind), old)
  expect(challenge).toMatchObject({ purpose: 'rebind', stage: 'bind', target: kind })
  expect(await next.fill(second.browser, challenge!)).toMatchObject({ state: 'signed-in', challenge: null })
  const third = await secondStep(address)
  expect(await prove(third.browser, third.challenge, next)).toMatchObject({ state: 'signed-in' })
  clock.advance(hour)
  await prove(third.browser, await beginChange(third.browser, 'unbind', kind), next)
  expect(await third.browser.call('GET /api/bindings')).toMatchObject({ isOn: false })
  expect(await signInAnew(newBrowser(), address)).toMatchObject({ state: 'signed-in', aal: 1 })
}

async function expectFreshProof({ world, bound }: Stage): Promise<void> {
  const { browser, hands } = await bound()
  world().clock.advance(hour)
  const begin = () => browser.call('POST /api/bindings', { input: { kind: 'wechat' } })
  expect(await codeOf(begin())).toBe('proof.required')
  await prove(browser, await browser.call('POST /api/proof', { input: {} }), hands)
  expect(await begin()).toMatchObject({ purpose: 'bind' })
}

async function expectSingleUse(kind: FactorKind, { bound, secondStep }: Stage): Promise<void> {
  const [mine, other] = [await bound(), await bound()]
  const { browser, challenge } = await secondStep(mine.address)
  await mine.hands.ask(browser, challenge)
  const foreign = await secondStep(other.address, 0)
  await other.hands.ask(foreign.browser, foreign.challenge)
  expect(await codeOf(answer(browser, challenge, kind, await other.hands.code()))).toBe('code.wrong')
  const code = await mine.hands.code()
  await answer(browser, challenge, kind, code)
  expect(await codeOf(answer(browser, challenge, kind, code))).toBe('challenge.over')
}

async function expectSealed(kind: FactorKind, { world, bound }: Stage): Promise<void> {
  const { address, browser, hands } = await bound()
  const account = await accountOf(world(), address)
  expect(JSON.stringify(account.bindings)).not.toContain(hands.target ?? (await hands.code()))
  await prove(browser, await browser.call('POST /api/proof', { input: {} }), hands)
  const trail = (await auditOf(world(), account._id)).filter((event) => event.kind === kind)
  expect(trail.map(({ type }) => type).filter((type) => type !== 'code.sent')).toEqual(['factor.bound', 'proof.given'])
}
