// P15: who writes in the database without the keys, and what the verifier says of it.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { digestOf } from '../../server/core/audit-chain.ts'
import type { AuditEvent } from '../../server/core/audit.ts'
import { later } from '../../server/core/challenge.ts'
import { masterKey, openStory, type Story } from '../actors/trail.ts'

let story: Story
beforeEach(async () => {
  story = await openStory()
})
afterEach(() => story.stop())

/** Two processes, each with five rows of two events; seals after the second and after the fourth. @returns the events of the first. */
async function twoProcesses(): Promise<AuditEvent[]> {
  const [one, two] = [story.process(), story.process()]
  const write = async (rows: number) => {
    const events = await story.write(one, rows)
    await story.write(two, rows)
    return events
  }
  const events = await write(2)
  await story.seal(one)
  events.push(...(await write(2)))
  await story.seal(two)
  return [...events, ...(await write(1))]
}

const rowOf = async ({ id }: AuditEvent) => (await story.collection('auditChain').findOne({ 'events.id': id }))!

describe('P15: the verifier', () => {
  it('finds nothing in a whole trail, and says how much it has looked at', async () => {
    await twoProcesses()
    const { findings, checked } = await story.verify()
    expect(findings).toEqual([])
    expect(checked).toMatchObject({ events: 20, rows: 10, writers: 2, seals: 2, findings: 0, newestSeal: { seq: 1 } })
  })

  it('names a deleted event as missing, with its process, row and time', async () => {
    const [, , , , gone] = await twoProcesses()
    const { writer } = await rowOf(gone!)
    await story.collection('audit').deleteOne({ _id: gone!.id })
    const { findings } = await story.verify()
    const says = expect.stringContaining(gone!.id)
    expect(findings).toEqual([{ fault: 'missing', writer, seq: 2, at: gone!.at, says }])
  })

  it('names deleted rows of the chain as a gap, and their events as unchained', async () => {
    const [, , first, , second] = await twoProcesses()
    const rows = [await rowOf(first!), await rowOf(second!)]
    await story.collection('auditChain').deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } })
    expect((await story.faults()).sort()).toEqual(['gap 1', ...Array<string>(4).fill('unchained -')])
    const { findings } = await story.verify()
    expect(findings[0]).toMatchObject({ writer: rows[0]!.writer, at: rows[1]!.at, says: 'rows 1–2 are gone' })
  })

  it('names a deleted event as missing and its deleted row as a gap', async () => {
    const [, , one, two] = await twoProcesses()
    await story.collection('auditChain').deleteOne({ _id: (await rowOf(one!))._id })
    await story.collection('audit').deleteOne({ _id: one!.id })
    expect(await story.faults()).toEqual(['gap 1', 'unchained -'])
    const { findings } = await story.verify()
    expect(findings[1]!.says).toContain(two!.id)
  })

  it('names two swapped events as changed', async () => {
    const [, one, , two] = await twoProcesses()
    const audit = story.collection('audit')
    const [{ _id: _1, ...first }, { _id: _2, ...second }] = [
      (await audit.findOne({ _id: one!.id }))!,
      (await audit.findOne({ _id: two!.id }))!,
    ]
    await audit.replaceOne({ _id: one!.id }, second)
    await audit.replaceOne({ _id: two!.id }, first)
    expect((await story.faults()).sort()).toEqual(['changed 0', 'changed 1'])
  })

  it.each<[string, (held: Record<string, unknown>) => object]>([
    ['another outcome', () => ({ $set: { outcome: 'ok' } })],
    ['another account', () => ({ $set: { accountId: 'local:2' } })],
    ['no account', () => ({ $unset: { accountId: '' } })],
    ['a millisecond', ({ at }) => ({ $set: { at: later(at as Date, 1) } })],
    ['another type of value', () => ({ $set: { detail: 0 } })],
    ['a browser where there was none', () => ({ $set: { browser: { ip: '202.202.x.x' } } })],
    ['a field that no event has', () => ({ $set: { note: 'never mind' } })],
  ])('names an event as changed that was given %s', async (_, change) => {
    const [, , , , , edited] = await twoProcesses()
    const audit = story.collection('audit')
    const held = (await audit.findOne({ _id: edited!.id }))!
    await audit.updateOne({ _id: edited!.id }, change(held))
    expect(await story.faults()).toEqual(['changed 2'])
    await audit.replaceOne({ _id: edited!.id }, held)
    expect(await story.faults()).toEqual([])
  })

  it('names a row as changed that was made to fit its edited event', async () => {
    const [edited] = await twoProcesses()
    const { _id, ...event } = (await story
      .collection('audit')
      .findOneAndUpdate({ _id: edited!.id }, { $set: { outcome: 'ok' } }, { returnDocument: 'after' }))!
    const digest = digestOf({ ...event, id: _id })
    await story.collection('auditChain').updateOne({ 'events.id': _id }, { $set: { 'events.$.digest': digest } })
    expect(await story.faults()).toEqual(['changed 0'])
  })

  it('names two swapped rows as changed', async () => {
    const [one, , two] = await twoProcesses()
    const chain = story.collection('auditChain')
    const [{ _id: at0, ...first }, { _id: at1, ...second }] = [await rowOf(one!), await rowOf(two!)]
    await chain.replaceOne({ _id: at0 }, second)
    await chain.replaceOne({ _id: at1 }, first)
    expect(await story.faults()).toEqual(['changed 0', 'changed 1'])
  })

  it('names rows that somebody else has made, whatever they hold', async () => {
    await twoProcesses()
    const [row] = await story.collection('auditChain').find().toArray()
    const chain = story.database.connection.collection<{ _id: unknown }>('auditChain')
    const forged = [7, 'odd', `${String(row!.writer)}:0000000009`, 'forged:0000000000'].map((_id) => ({ ...row, _id }))
    await chain.insertMany(forged)
    const faults = await story.faults()
    await chain.deleteMany({ _id: { $in: forged.map(({ _id }) => _id) as never[] } })
    expect(faults.sort()).toEqual(['changed -', 'changed -', 'changed 0', 'changed 9', 'gap 5'])
  })

  it('names an event that nobody has chained as unchained once it is older than a minute, and one of the future', async () => {
    await twoProcesses()
    const stray = [-90_000, -30_000, 90_000].map((ms) => ({ ...story.event('stray'), at: later(new Date(), ms) }))
    const rows = stray.map(({ id, ...rest }) => ({ _id: id, ...rest }))
    await story.collection('audit').insertMany(rows)
    const { findings } = await story.verify()
    expect(findings.map(({ fault, at }) => [fault, at])).toEqual(
      expect.arrayContaining([stray[0], stray[2]].map((one) => ['unchained', one!.at])),
    )
    expect(findings).toHaveLength(2)
  })
})

describe('no finding', () => {
  it('is an event that several processes have carried', async () => {
    const events = await twoProcesses()
    await Promise.all([1, 2, 3].map(() => story.process().audit.append(events.slice(2, 7))))
    expect(await story.faults()).toEqual([])
  })

  it('is a key that was replaced while both are live; rows of a key that is not are named once a process', async () => {
    await twoProcesses()
    const masters = [masterKey('newer'), ...story.masters] as const
    await story.write(story.process(masters), 2)
    expect(await story.faults({ masters })).toEqual([])
    expect((await story.faults({ masters: [masters[0]] })).sort()).toEqual(Array<string>(3).fill('unknown-key 0'))
  })

  it('is text of any kind, read back from the database', async () => {
    const { audit } = story.process()
    // Halves of a character too, which no encoding keeps.
    const unit = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('\ud800', '\udc00', '\0'),
    )
    const text = fc.string({ unit, maxLength: 12 })
    const events = fc.array(fc.record({ detail: fc.option(text), name: text, area: fc.option(text) }), { minLength: 1 })
    const place = { province: null, network: null }
    const property = async (all: { detail: string | null; name: string; area: string | null }[]) => {
      const browser = { system: '', ip: '', network: '', alone: null }
      await audit.append(
        all.map(({ detail, name, area }) => ({
          ...story.event(''),
          detail: detail ?? (undefined as never),
          browser: { ...browser, name, place: { ...place, area } },
        })),
      )
      expect(await story.faults()).toEqual([])
    }
    await fc.assert(fc.asyncProperty(events, property), { numRuns: 20, seed: 20_261_125 })
  })
})
