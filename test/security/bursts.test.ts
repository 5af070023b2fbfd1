// Guesses that arrive at once over many sessions: what one session's own tries cannot count.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { bind, signIn, typeCode } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { holdBack } from '../actors/rendezvous.ts'
import { accountOf, auditOf } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const burst = 12
const many = <T>(make: (index: number) => T) => Array.from({ length: burst }, (_, index) => make(index))

const compared = async (accountId: string, method: 'password' | 'code') => {
  const trail = await auditOf(world, accountId)
  return trail.filter((event) => event.type === 'login.failed' && event.method === method).length
}

it('R5: of twelve wrong passwords at once for one account at most five are compared', async () => {
  const address = await world.user('sprayed')
  await signIn(world.browser(), address)
  const guess = (index: number) =>
    codeOf(world.browser().call('POST /api/session', { input: { address, password: `wrong ${index}` } }))
  await Promise.all(many(guess))
  const { _id } = await accountOf(world, address)
  expect(await compared(_id, 'password')).toBeLessThanOrEqual(limits.triesBeforeRest)
})

it('R5: of twelve codes typed at once in twelve sessions of one account at most five are compared', async () => {
  const address = await world.user('parallel')
  const phone = world.phone('parallel')
  await bind(world.browser(), phone, address)
  const valid = await phone.codes()
  const wrong = many((index) => String(200_000 + index)).filter((code) => !valid.includes(code))
  const sessions = await Promise.all(
    wrong.map(async (code) => {
      const browser = world.browser()
      const { challenge } = await signIn(browser, address)
      return { browser, challenge, code }
    }),
  )
  await Promise.all(sessions.map(({ browser, challenge, code }) => codeOf(typeCode(browser, challenge, code))))
  const { _id } = await accountOf(world, address)
  expect(await compared(_id, 'code')).toBeLessThanOrEqual(limits.triesBeforeRest)
})

it('R5: a right password among five wrong ones at once is refused when it comes after them', async () => {
  const address = await world.user('late-password')
  const { directory } = world.app.services
  const go = holdBack(directory, 'check', (_, secret) => secret === password)
  const right = codeOf(signIn(world.browser(), address))
  const wrong = [1, 2, 3, 4, 5].map((index) =>
    world.browser().send('POST', '/api/session', { address, password: `wrong ${index}` }),
  )
  await Promise.all(wrong)
  go()
  expect(await right).toBe('throttle.wait')
})

it('R5: a right code among five wrong ones of other sessions is refused when it comes after them', async () => {
  const address = await world.user('late-code')
  const phone = world.phone('late-code')
  await bind(world.browser(), phone, address)
  const browsers = [0, 1, 2, 3, 4, 5].map(() => world.browser())
  const sessions = await Promise.all(browsers.map((browser) => signIn(browser, address)))
  const [code = '', ...next] = await phone.codes()
  const wrong = ['000001', '000002'].find((one) => one !== code && !next.includes(one))!
  const go = holdBack(world.app.services.accounts, 'consume')
  const right = codeOf(typeCode(browsers[0]!, sessions[0]!.challenge, code))
  for (const index of [1, 2, 3, 4, 5]) await codeOf(typeCode(browsers[index]!, sessions[index]!.challenge, wrong))
  go()
  expect(await right).toBe('throttle.wait')
})
