// The writes of trusted devices against the real store: which revision, which token, how many.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Account } from '../../server/core/account.ts'
import { auditEvent } from '../../server/core/audit.ts'
import { later } from '../../server/core/challenge.ts'
import type { Device } from '../../server/core/device.ts'
import type { Accounts } from '../../server/core/stores.ts'
import { createAccounts } from '../../server/store/accounts.ts'
import { limits } from '../../shared/limits.ts'
import { openTestDatabase, type TestDatabase } from '../actors/test-database.ts'

let held: TestDatabase
let accounts: Accounts
beforeAll(async () => {
  held = await openTestDatabase()
  accounts = createAccounts(held.database.models)
})
afterAll(() => held.stop())

const now = new Date('2026-11-24T08:00:00Z')
const place = { province: null, area: null, network: null }
const browser = { name: '', system: '', place, ip: '', network: '', alone: null }
const token = (mac: string, previous: string | null = null) => ({ mac, previous, sealed: null, replacedAt: null })
const device = (id: string, usedAt = now): Device => ({
  id,
  token: token(`mac-of-${id}`),
  older: [],
  passwordMac: 'password',
  browser,
  firstAt: now,
  usedAt,
  until: later(now, limits.trustLife),
})
const told = () => auditEvent(now, { type: 'device.trusted', outcome: 'ok', accountId: 'a', actor: 'browser' })
const fresh = async () => (await accounts.ensure(randomUUID(), `${randomUUID()}@b.cn`))!.id
const idsOf = (account: Account | null) => account?.devices.map(({ id }) => id)

describe('the trust in a browser', () => {
  it('is given on the revision of the sign-in, and not after factors were changed', async () => {
    const id = await fresh()
    expect(idsOf(await accounts.trust(id, 0, device('one'), told()))).toEqual(['one'])
    await accounts.change(id, 0, {}, [])
    expect(await accounts.trust(id, 0, device('two'), told())).toBeNull()
  })

  it('is in so many browsers, and the one that was not used for the longest time makes room', async () => {
    const id = await fresh()
    const times = Array.from({ length: limits.devicesPerAccount + 1 }, (_, at) => at)
    const givenIn = [...times.slice(1), 0]
    for (const at of givenIn) await accounts.trust(id, 0, device(`${at}`, later(now, at)), told())
    expect(idsOf(await accounts.byId(id))).toEqual(times.slice(1).map(String))
  })

  it('ends in one browser or in all of them, with any change that says so, and is told once', async () => {
    const id = await fresh()
    for (const one of ['one', 'two', 'three']) await accounts.trust(id, 0, device(one), told())
    expect(idsOf(await accounts.endDevices(id, 'two', told()))).toEqual(['one', 'three'])
    expect(await accounts.endDevices(id, 'two', told())).toBeNull()
    expect(idsOf(await accounts.endDevices(id, null, told()))).toEqual([])
    expect(await accounts.endDevices(id, null, told())).toBeNull()
    await accounts.trust(id, 0, device('four'), told())
    expect(idsOf(await accounts.change(id, 0, { endDevices: true }, []))).toEqual([])
  })
})

describe('the token of a device', () => {
  const use = { token: token('next', 'mac-of-one'), older: [], passwordMac: 'again', usedAt: now, browser }

  it('is replaced once, wanted by twenty at once, and no other device is touched', async () => {
    const id = await fresh()
    for (const one of ['zero', 'one']) await accounts.trust(id, 0, device(one), told())
    const all = await Promise.all(Array.from({ length: 20 }, () => accounts.rotateDevice(id, 'one', 'mac-of-one', use)))
    expect(all.filter((one) => one !== null)).toHaveLength(1)
    const { devices } = (await accounts.byId(id))!
    expect(devices).toEqual([device('zero'), { ...device('one'), ...use }])
  })

  it('is not replaced by who knows another device’s, nor once its time is over', async () => {
    const id = await fresh()
    for (const one of ['zero', 'one']) await accounts.trust(id, 0, device(one), told())
    expect(await accounts.rotateDevice(id, 'one', 'mac-of-zero', use)).toBeNull()
    const late = { ...use, usedAt: later(now, limits.trustLife) }
    expect(await accounts.rotateDevice(id, 'one', 'mac-of-one', late)).toBeNull()
  })
})
