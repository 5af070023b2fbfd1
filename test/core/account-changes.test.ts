// The account's one-write changes against the real store.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Binding } from '../../server/core/account.ts'
import { auditEvent } from '../../server/core/audit.ts'
import type { Accounts } from '../../server/core/stores.ts'
import { createAccounts } from '../../server/store/accounts.ts'
import { openTestDatabase, type TestDatabase } from '../actors/test-database.ts'

let held: TestDatabase
let accounts: Accounts
beforeAll(async () => {
  held = await openTestDatabase()
  accounts = createAccounts(held.database.models)
})
afterAll(() => held.stop())

const now = new Date('2026-11-24T08:00:00Z')
const binding = (id: string, step = 0): Binding => {
  const bound = { kind: 'wechat' as const, boundAt: now, usedAt: null }
  return { id, ...bound, sealed: { key: 'sealed' }, mark: `mark-${id}`, step }
}
const told = () =>
  auditEvent(now, { type: 'factor.bound', outcome: 'ok', accountId: 'a', actor: 'browser', detail: randomUUID() })
const fresh = async () => (await accounts.ensure(randomUUID(), `${randomUUID()}@b.cn`))!.id

describe('a change of factors', () => {
  it('is made on the revision it was decided on, and on no other', async () => {
    const id = await fresh()
    const made = await accounts.change(id, 0, { add: binding('one') }, [told()])
    expect(made).toMatchObject({ rev: 1, bindings: [binding('one')], outbox: [{ type: 'factor.bound' }] })
    for (const rev of [0, 2]) expect(await accounts.change(id, rev, { remove: ['one'] }, [told()])).toBeNull()
    expect(await accounts.byId(id)).toEqual(made)
  })

  it('adds no second binding of a kind, and removes none that is not there', async () => {
    const id = await fresh()
    await accounts.change(id, 0, { add: binding('one') }, [])
    expect(await accounts.change(id, 1, { add: binding('two') }, [])).toBeNull()
    expect(await accounts.change(id, 1, { remove: ['two'] }, [])).toBeNull()
    expect(await accounts.change(id, 1, { remove: ['one'] }, [])).toMatchObject({ rev: 2, bindings: [] })
  })

  it('wanted by twenty at once is made once, with one event', async () => {
    const id = await fresh()
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, at) => accounts.change(id, 0, { add: binding(`${at}`) }, [told()])),
    )
    expect(all.filter((one) => one !== null)).toHaveLength(1)
    expect(await accounts.byId(id)).toMatchObject({ rev: 1, bindings: [{}], outbox: [{}] })
  })

  it('puts another binding in the place of one that is there, with all that goes with it', async () => {
    const id = await fresh()
    const old = { ...binding('one'), kind: 'totp' as const }
    await accounts.change(id, 0, { add: binding('other') }, [])
    await accounts.change(id, 1, { add: old }, [])
    const next = { ...binding('two'), kind: 'totp' as const }
    expect(await accounts.change(id, 2, { replace: { id: 'none', with: next } }, [])).toBeNull()
    const changed = await accounts.change(id, 2, { replace: { id: 'one', with: next } }, [told()])
    expect(changed).toMatchObject({ rev: 3, bindings: [binding('other'), next], outbox: [{}] })
  })

  it('takes all that is left with the last factor, in one write', async () => {
    const id = await fresh()
    await accounts.change(id, 0, { add: binding('one') }, [])
    await accounts.change(id, 1, { add: { ...binding('codes'), kind: 'recovery' } }, [])
    expect(await accounts.change(id, 2, { remove: ['one', 'codes'] }, [])).toMatchObject({ rev: 3, bindings: [] })
  })

  it('is not made while the account is frozen, if it says so, and is afterwards', async () => {
    const id = await fresh()
    const until = new Date(now.getTime() + 1)
    const frozen = await accounts.change(id, 0, { freeze: { until, by: 'event' } }, [])
    expect(frozen).toMatchObject({ frozenUntil: until, frozenBy: ['event'] })
    expect(await accounts.change(id, 1, { add: binding('one'), notFrozenAt: now }, [])).toBeNull()
    expect(await accounts.change(id, 1, { add: binding('one'), notFrozenAt: until }, [])).toMatchObject({ rev: 2 })
  })

  it('calls to enrol on the password that is noted, and on no other', async () => {
    const id = await fresh()
    await accounts.notePassword(id, 'k.new')
    for (const passwordMark of ['k.old', null])
      expect(await accounts.change(id, 0, { enrol: { at: now, passwordMark } }, [])).toBeNull()
    const enrol = { at: now, passwordMark: 'k.new' }
    expect(await accounts.change(id, 0, { enrol }, [])).toMatchObject({ rev: 1, enrol })
  })

  it('is not made while another call to enrol stands than it says, and ends the one that it says', async () => {
    const id = await fresh()
    await accounts.change(id, 0, { enrol: { at: now, passwordMark: null } }, [])
    for (const enrolFor of [null, new Date(now.getTime() - 1)])
      expect(await accounts.change(id, 1, { add: binding('one'), enrol: null, enrolFor }, [])).toBeNull()
    const bound = await accounts.change(id, 1, { add: binding('one'), enrol: null, enrolFor: now }, [])
    expect(bound).toMatchObject({ enrol: null, bindings: [{}] })
  })

  it('that ends sessions says from which revision on, and which one stays', async () => {
    const id = await fresh()
    await accounts.change(id, 0, { add: binding('one') }, [])
    const gone = await accounts.change(id, 1, { remove: ['one'], endSessions: { keep: 'session-1' } }, [])
    expect(gone!.ended).toEqual({ rev: 2, keep: 'session-1' })
  })
})

const spend = (id: string, step: number, given: { now?: Date; from?: string } = {}) =>
  accounts.consume(id, { bindingId: 'one', what: { step }, now: given.now ?? now }, [given.from ?? 'here'])

describe('R1: a step of a counting factor', () => {
  it('is spent upwards only, and once under any concurrency', async () => {
    const id = await fresh()
    await accounts.change(id, 0, { add: binding('one', 10) }, [])
    for (const step of [9, 10]) expect(await spend(id, step)).toBeNull()
    const all = await Promise.all(Array.from({ length: 20 }, () => spend(id, 11)))
    expect(all.filter((one) => one !== null)).toHaveLength(1)
    expect(await accounts.byId(id)).toMatchObject({ bindings: [{ step: 11, usedAt: now }] })
  })

  it('is not spent while its factor rests for whom it comes from, and is afterwards, and elsewhere', async () => {
    const id = await fresh()
    await accounts.change(id, 0, { add: binding('one', 10) }, [])
    await accounts.rest(id, { key: 'here', until: new Date(now.getTime() + 1) }, [])
    expect(await spend(id, 11)).toBeNull()
    expect(await spend(id, 11, { from: 'elsewhere' })).not.toBeNull()
    const later = new Date(now.getTime() + 1)
    expect(await spend(id, 12, { now: later })).not.toBeNull()
  })

  it('of a binding that is gone is not spent', async () => {
    const id = await fresh()
    expect(await spend(id, 11)).toBeNull()
  })
})

describe('R1: a single-use code', () => {
  it('is spent once under any concurrency, and leaves the others', async () => {
    const id = await fresh()
    await accounts.change(id, 0, { add: { ...binding('one'), unused: ['a', 'b'] } }, [])
    const use = (mark: string) => accounts.consume(id, { bindingId: 'one', what: { mark }, now }, [])
    const all = await Promise.all(Array.from({ length: 20 }, () => use('a')))
    expect(all.filter((one) => one !== null)).toHaveLength(1)
    expect(await use('c')).toBeNull()
    expect(await accounts.byId(id)).toMatchObject({ bindings: [{ unused: ['b'], usedAt: now }] })
  })
})

it('an account follows its mailbox when that is renamed, and keeps what it has', async () => {
  const id = await fresh()
  const made = await accounts.change(id, 0, { add: binding('one') }, [])
  expect(await accounts.ensure(id, 'renamed@b.cn')).toEqual({ ...made, address: 'renamed@b.cn' })
})

it('R7: nobody is given the sealed fields who does not ask for them', async () => {
  const id = await fresh()
  await accounts.change(id, 0, { add: binding('one') }, [])
  const row = await held.database.models.accounts.findById(id).lean()
  expect(JSON.stringify(row)).not.toContain('sealed')
})
