// What a new QR does not give.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { linkOf, typeCode, waiting } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

it('P02: after a refusal the next challenge has the tries that were left, no new ones', async () => {
  const { phone, browser, challenge, link } = await waiting(world, 'refused-tries')
  for (const code of ['000001', '000002']) await codeOf(typeCode(browser, challenge, code))
  await phone.answer(await phone.scan(link), 'deny')
  const renewed = await browser.call('POST /api/challenge/renew', { input: { challenge: challenge.id, by: 'click' } })
  expect(renewed.id).not.toBe(challenge.id)
  expect(linkOf(renewed)).not.toBe(link)
  expect(renewed.prompts).toContainEqual(
    expect.objectContaining({ shape: 'code', triesLeft: limits.triesBeforeRest - 2 }),
  )
})

it('a challenge has twenty QRs, whoever asks for them', async () => {
  const { browser, challenge } = await waiting(world, 'clicker')
  const renew = () =>
    codeOf(browser.call('POST /api/challenge/renew', { input: { challenge: challenge.id, by: 'click' } }))
  for (let count = 1; count < limits.ticketsPerChallenge; count += 1) expect(await renew()).toBe('ok')
  expect(await renew()).toBe('ticket.limit')
})
