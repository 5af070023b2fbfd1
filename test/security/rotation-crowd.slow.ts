// R7, R11: keys rotate is killed with kill -9 in the middle, begun again by two operators at once, and people sign in all the while.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readConfig } from '../../server/config/config.ts'
import { createKeys } from '../../server/core/keys.ts'
import { hashPassword } from '../../server/directory/local.ts'
import { noteKeys } from '../after/dump.ts'
import { operate, type } from '../actors/operator.ts'
import { tally } from '../actors/outcome.ts'
import { password } from '../actors/test-database.ts'
import { newKey, startWorld, type World } from '../actors/world.ts'
import { codeOf, memberOf, rowsOf, type Member } from '../bench/crowd.ts'
import { startMongoProxy, type MongoProxy } from '../faults/mongo-wire/proxy.ts'

/** `npm run test:rotation` takes a thousand. */
const people = Number(process.env['TEST_PEOPLE'] ?? 40)
const bystanders = 1_500
const atOnce = 4
/** As server/store/rotation.ts reads them. */
const batch = 200

const [old, young] = [newKey('k1'), newKey('k2')]
const both = `${young},${old}`
const members = Array.from({ length: people + bystanders }, (_, index) => memberOf(index))

let world: World
let proxy: MongoProxy
beforeAll(async () => {
  proxy = await startMongoProxy()
  world = await startWorld({ KEYS: old })
  const keys = createKeys(readConfig(world.env).keys!)
  const { accounts, phones, localUsers } = rowsOf(keys, members, await hashPassword(password), new Date())
  for (const [name, rows] of Object.entries({ accounts, phones, localUsers }))
    await world.database.connection.collection<{ _id: string }>(name).insertMany(rows)
  await world.restart(both)
}, 60_000)
afterAll(async () => {
  await noteKeys(world.database.connection, readConfig({ ...world.env, KEYS: both }).keys!)
  await world.stop()
  proxy.stop()
})

/** With the mailbox password, and the six digits of the mini-program. */
async function signsIn(member: Member): Promise<string> {
  const browser = world.browser()
  const { challenge } = await browser.call('POST /api/session', { input: { address: member.address, password } })
  const input = { challenge: challenge!.id, kind: 'wechat', code: codeOf(member) } as const
  return (await browser.call('POST /api/challenge/answer', { input })).state
}

/** Everybody once, a few at a time. @returns the states of their sessions. */
async function allSignIn(): Promise<string[]> {
  const queue = members.slice(0, people)
  const states: string[] = []
  const next = async () => {
    for (let member = queue.pop(); member; member = queue.pop()) states.push(await signsIn(member))
  }
  await Promise.all(Array.from({ length: atOnce }, next))
  return states
}

let crowd: Promise<string[]>

/** How many documents are under this key, by collection. */
async function under(id: string) {
  const made = new RegExp(`^${id}\\.`)
  const { accounts, phones } = world.database.models
  return {
    accounts: await accounts.countDocuments({ 'bindings.mark': made, 'bindings.sealed.key': made }),
    phones: await phones.countDocuments({ mark: made, sealed: made }),
  }
}

const all = { accounts: members.length, phones: members.length }

describe('R7: keys rotate', () => {
  it('R11: leaves every record under one key or the other when it is killed with kill -9', async () => {
    crowd = allSignIn()
    const env = { ...world.env, KEYS: both, MONGODB_URI: proxy.through(world.env['MONGODB_URI']!) }
    const { child, said } = type(env, ['keys', 'rotate'])
    const writes = proxy.watchWrites({ of: 'requests', n: 4, kill: () => child.kill('SIGKILL') })
    expect(await said).toMatchObject({ code: null, answer: [] })
    expect(writes).toEqual(['audit.append', 'auditChain.append', 'accounts.update', 'accounts.update'])
    expect(await under('k2')).toEqual({ accounts: 2 * batch, phones: 0 })
    expect(await under('k1')).toEqual({ accounts: all.accounts - 2 * batch, phones: all.phones })
  }, 60_000)

  it(
    `signs ${people} people in while every value is re-sealed, by two operators at once who begin again where it ended`,
    async () => {
      const ends = [0, 1].map(() => operate({ ...world.env, KEYS: both }, ['keys', 'rotate']))
      for (const { code, answer, beside } of await Promise.all(ends)) {
        expect([code, answer[0]]).toEqual([0, 'everything that is sealed is under the new key'])
        expect(beside).toContain(`accounts  ${all.accounts} of ${all.accounts}`)
      }
      expect(await under('k1')).toEqual({ accounts: 0, phones: 0 })
      expect(await under('k2')).toEqual(all)
      expect(tally(await crowd)).toEqual({ 'signed-in': people })
    },
    60_000 + people * 1_000,
  )
})
