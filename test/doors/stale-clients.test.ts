// An old phone that goes on with its old password (spec §7, P13).
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { signInAnew } from '../actors/journeys.ts'
import { startMailHouse, wayNames, type MailHouse } from '../mail-servers/mail-house.ts'
import { askDoor, hangUp } from '../mail-servers/question.ts'
import { tryPassword } from '../mail-servers/try-password.ts'
import { makeOwner, makePassword, type Owner } from './owner.ts'

/** Ten thousand of them are in test/security: here each is a request. */
const repeats = 1_000
let house: MailHouse
let owner: Owner
let secret = ''
beforeAll(async () => {
  house = await startMailHouse({ mailboxes: {} })
  owner = await makeOwner(house.world, 'owner', true)
  secret = (await makePassword(owner.browser)).secret
}, 60_000)
afterAll(() => house.stop())

afterAll(hangUp)

const ask = (password: string) => askDoor({ door: house.door, user: owner.address, password })

async function repeat(password: string, times: number): Promise<Record<number, number>> {
  const met: Record<number, number> = {}
  let left = times
  const one = async () => {
    while (left-- > 0) {
      const status = await ask(password)
      met[status] = (met[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: 16 }, one))
  return met
}

const refusals = () => house.world.logs.filter((line) => line.includes('auth failed'))

describe('P13 a client that repeats its old password', () => {
  it(`${repeats} times is refused each time and counted once`, async () => {
    expect(await repeat('an old password', repeats)).toEqual({ 401: repeats })
    expect(refusals()).toHaveLength(1)
  }, 120_000)

  it('locks its owner out of nothing: another client from the same place, and the portal', async () => {
    expect(await ask(secret)).toBe(200)
    const { state } = await signInAnew(house.world.browser(), owner.address)
    expect(state).toBe('second-step')
  })

  it('through the mail servers makes no other client wait', async () => {
    const old = await Promise.all(
      Array.from({ length: 42 }, (_, at) =>
        tryPassword(house.ways[wayNames[at % 4]!], owner.address, 'an old password'),
      ),
    )
    expect(new Set(old)).toEqual(new Set(['wrong']))
    const right = await Promise.all(wayNames.map((way) => tryPassword(house.ways[way], owner.address, secret)))
    expect(right).toEqual(wayNames.map(() => 'in'))
  })
})
