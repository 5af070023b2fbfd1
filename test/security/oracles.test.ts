import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { hashPassword } from '../../server/directory/local.ts'
import { createLocalUsers } from '../../server/store/local-users.ts'
import { bind, signIn } from '../actors/journeys.ts'
import { password } from '../actors/test-database.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
const unknown = 'nobody@cqu.edu.cn'
const plain = 'plain@cqu.edu.cn'
const bound = 'bound@cqu.edu.cn'
beforeAll(async () => {
  world = await startWorld({ TRUSTED_PROXIES: '127.0.0.1' })
  await world.user('plain')
  await signIn(world.browser(), plain)
  await world.user('bound')
  await bind(world.browser(), world.phone('bound'), bound)
  // Of the usual cost, as an operator makes it.
  await createLocalUsers(world.database.models).put(bound, await hashPassword(password))
})
afterAll(() => world.stop())

let serial = 0
/** A wrong password from a network that never asked before. */
async function fail(address: string) {
  serial += 1
  const browser = world.browser({ headers: { 'x-forwarded-for': `10.${serial >> 8}.${serial & 255}.1` } })
  const began = performance.now()
  const { status, body, headers } = await browser.send('POST', '/api/session', { address, password: 'wrong' })
  return { status, body, headers, ms: performance.now() - began }
}

const median = (all: number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)]!

it('Q37, R9, P08: an address that is unknown, without a factor, or bound gets the same answer to a wrong password', async () => {
  const answers = await Promise.all([unknown, plain, bound].map(fail))
  const shown = answers.map(({ status, body, headers }) => ({
    status,
    body: { ...(body as object), requestId: '' },
    headers: [...headers].map(([name, value]) => [
      name,
      /^(x-request-id|date|set-cookie)$/.test(name) ? value.length : value,
    ]),
  }))
  expect(shown[1]).toEqual(shown[0])
  expect(shown[2]).toEqual(shown[0])
})

it('Q37, R9: and in the same time, medians of twenty within a quarter', async () => {
  const times: Record<string, number[]> = { [unknown]: [], [bound]: [] }
  for (let round = 0; round < 20; round += 1) {
    for (const address of round % 2 === 0 ? [unknown, bound] : [bound, unknown]) {
      times[address]!.push((await fail(address)).ms)
    }
  }
  const [one, other] = [median(times[unknown]!), median(times[bound]!)] as const
  expect(Math.abs(one - other) / Math.max(one, other)).toBeLessThan(0.25)
}, 60_000)

it('R9: throttled, they still look alike', async () => {
  const codes = []
  for (const address of ['ghost@cqu.edu.cn', plain]) {
    const browser = world.browser({ headers: { 'x-forwarded-for': '172.16.5.5' } })
    const mine = []
    while (mine.length < 6) {
      const { body } = await browser.send('POST', '/api/session', { address, password: 'wrong' })
      const { code, retryAt } = body as { code: string; retryAt?: string }
      mine.push(`${code} ${retryAt === undefined ? 'now' : 'later'}`)
    }
    codes.push(mine)
  }
  expect(codes[0]).toEqual(codes[1])
})
