// The keys that sign ID tokens (OpenID Connect Core §10.1.1): one for all processes, known before it signs and as long as its tokens.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { createKeys, type MasterKey } from '../../server/core/keys.ts'
import { signingKeys } from '../../server/core/openid-keys.ts'
import { createOpenidKeys } from '../../server/store/openid.ts'
import { newRegistered, openidEnv, relyingParty, type RelyingParty } from '../actors/openid-client.ts'
import { newCode, visitor } from '../actors/openid-wire.ts'
import { readTogether } from '../actors/rendezvous.ts'
import { openTestDatabase, type TestDatabase } from '../actors/test-database.ts'
import { startWorld, type World } from '../actors/world.ts'

const wiki = newRegistered('wiki')
let world: World
let party: RelyingParty
let held: TestDatabase
beforeAll(async () => {
  ;[world, held] = await Promise.all([startWorld(openidEnv([wiki])), openTestDatabase()])
  party = await relyingParty(world.url, wiki)
})
afterAll(() => Promise.all([world.stop(), held.stop()]))

const rowsOf = () => held.database.models.openidKeys.collection.find().sort({ _id: 1 }).toArray()
const master = (id: string): MasterKey => ({ id, bytes: Buffer.alloc(32, id) })
const [k1, k2] = [master('k1'), master('k2')]

/** A process of its own with these master keys. */
function processWith(...masters: [MasterKey, ...MasterKey[]]) {
  const openidKeys = createOpenidKeys(held.database.models)
  const keys = createKeys(masters)
  return { openidKeys, sign: (now: Date) => signingKeys({ keys, openidKeys }, now) }
}
/** Those of a thousand are far ahead: MongoDB takes away what is over. */
const period = (number: number, ms = 0) => new Date(number * limits.openidKeyPeriod + ms)
const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id)

describe('the signing key of a period', () => {
  it('is one, though many processes make it at once', async () => {
    const one = processWith(k1)
    const release = readTogether(one.openidKeys, 'list', 4)
    const all = await Promise.all([1, 2, 3, 4].map(() => one.sign(period(1010)))).finally(release)
    expect(new Set(all.map((keys) => JSON.stringify(keys))).size).toBe(1)
    expect(await processWith(k1).sign(period(1010))).toEqual(all[0])
    expect((await rowsOf()).map(({ _id }) => String(_id))).toEqual(['1010.k1'])
  })

  it('lies sealed, and opens under no other name (R7)', async () => {
    const [{ jwk }] = await processWith(k1).sign(period(1010))
    const rows = JSON.stringify(await rowsOf())
    expect([jwk.d, jwk.p, jwk.q, jwk.n].filter((part) => rows.includes(part!))).toEqual([])
    const { collection } = held.database.models.openidKeys
    const [{ sealed, expiresAt }] = (await rowsOf()) as unknown as [{ sealed: string; expiresAt: Date }]
    await collection.insertOne({ _id: '1020.k1' as never, period: 1020, sealed, expiresAt })
    await expect(processWith(k1).sign(period(1020))).rejects.toThrow('no key signs')
  })

  it('of a master key that is gone is passed over, and another one made', async () => {
    const [before] = await processWith(k1).sign(period(1030))
    const [after, ...others] = await processWith(k2).sign(period(1030))
    expect([before.id, after.id, others]).toEqual(['1030.k1', '1030.k2', []])
    expect(await processWith(k2).sign(period(1030))).toEqual([after])
  })

  it('is the same for processes with and without a new master key', async () => {
    const [old] = await processWith(k1).sign(period(1040))
    expect(await processWith(k2, k1).sign(period(1040))).toEqual([old])
    expect(idsOf(await processWith(k2, k1).sign(period(1041)))).toEqual(['1041.k2', '1040.k1'])
  })
})

const published = async () => {
  const answer = await fetch(`${world.url}/openid/jwks`)
  const { keys } = (await answer.json()) as { keys: Record<string, string>[] }
  expect(keys.map((key) => Object.keys(key).sort().join())).toEqual(keys.map(() => 'alg,e,kid,kty,n,use'))
  return keys.map(({ kid }) => kid)
}

/** An ID token of now, and the key that it names. */
async function signed() {
  const { bar } = await visitor(world)
  const { landed, checks } = await newCode(party, bar, wiki.redirect_uris[0]!)
  const { id_token: token = '' } = await party.exchange(landed.url, checks)
  const { kid, alg } = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as Record<string, string>
  expect(alg).toBe('RS256')
  return { token, kid }
}

/** Still one of ours to the door. */
const isKnown = async (token: string) =>
  (await fetch(party.endSession({ id_token_hint: token }), { redirect: 'manual' })).status !== 400

describe('a new period', () => {
  it('signs with the new key, which clients have known for two days, and publishes the old one', async () => {
    const now = Math.floor(world.clock.now().getTime() / limits.openidKeyPeriod)
    const [zeroth, first, second, third] = [now, now + 1, now + 2, now + 3].map((number) => `${number}.test`)
    const moveTo = (date: Date) => world.clock.advance(date.getTime() - world.clock.now().getTime())
    moveTo(period(now + 1))
    const early = await signed()
    expect([early.kid, await published()]).toEqual([first, [first, zeroth]])
    moveTo(period(now + 2, -limits.openidKeyAhead - limits.openidKeysEvery))
    expect(await published()).toEqual([first, zeroth])
    moveTo(period(now + 2, -limits.openidKeyAhead + limits.openidKeysEvery))
    expect([await published(), (await signed()).kid]).toEqual([[first, zeroth, second], first])
    moveTo(period(now + 2, limits.openidKeysEvery))
    expect([await published(), (await signed()).kid]).toEqual([[second, first], second])
    expect(await isKnown(early.token)).toBe(true)
    moveTo(period(now + 3, limits.openidKeysEvery))
    expect([await published(), await isKnown(early.token)]).toEqual([[third, second], false])
  })
})
