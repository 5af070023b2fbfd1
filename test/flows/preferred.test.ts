import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bindWith, handsOf, prove } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'

let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld()
})
afterAll(() => world.stop())

const firstOf = ({ challenge }: Awaited<ReturnType<typeof signInAnew>>) => challenge!.prompts[0]!.kind

it('the second step offers first what was used last, also by a message, and WeChat whenever it is bound', async () => {
  const address = await world.user('habit')
  const owner = world.browser()
  await signInAnew(owner, address)
  const mail = handsOf(world, 'email', 'habit')
  await bindWith(owner, mail)
  await bindWith(owner, handsOf(world, 'totp', 'habit'))
  const newest = await signInAnew(world.browser(), address)
  expect(firstOf(newest)).toBe('totp')

  const browser = world.browser()
  await prove(browser, (await signInAnew(browser, address)).challenge, mail)
  await world.deliver()
  expect(firstOf(await signInAnew(world.browser(), address))).toBe('email')
  const { methods } = await browser.call('GET /api/bindings')
  expect(methods.find(({ isDefault }) => isDefault)?.kind).toBe('email')
})
