// P15: what is cut off at the end of a chain shows by a seal, and what is cut off together with the seals by the rows and the log.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { markOf } from '../../server/core/audit-chain.ts'
import type { ChainedTrail } from '../../server/core/audit-trail.ts'
import { later } from '../../server/core/challenge.ts'
import { limits } from '../../shared/limits.ts'
import { openStory, type Story } from '../actors/trail.ts'

let story: Story
beforeEach(async () => {
  story = await openStory()
})
afterEach(() => story.stop())

const names = ['audit', 'auditChain', 'auditSeals'] as const
/** Everything that was written after this moment is taken away. */
const putBack = (to: Date, from: readonly (typeof names)[number][] = names) =>
  Promise.all(from.map((name) => story.collection(name).deleteMany({ at: { $gt: to } })))

/** Writes a row by each and seals, so often. @returns when the last seal but one was made. */
async function minutes(count: number, ...all: ChainedTrail[]): Promise<Date> {
  let before = story.clock.at
  for (let minute = 0; minute < count; minute += 1) {
    before = story.clock.at
    for (const one of all) await story.write(one, 1)
    await story.seal(all[0]!)
  }
  return before
}

describe('P15: the verifier names a cut tail', () => {
  it('by the seal that lists the last row of the process', async () => {
    const [one, two] = [story.process(), story.process()]
    await minutes(2, one, two)
    await story.write(one, 1)
    const last = (await story.collection('auditChain').find({ seq: 1 }).sort({ at: -1 }).toArray())[0]!
    await story.collection('auditChain').deleteOne({ _id: last._id })
    const { findings } = await story.verify()
    expect(findings[0]).toMatchObject({ fault: 'cut-tail', writer: last.writer, seq: 1, at: last.at })
    expect(findings.slice(1).map(({ fault }) => fault)).toEqual(['unchained', 'unchained'])
  })

  it('of a process of which nothing is left', async () => {
    const [one, two] = [story.process(), story.process()]
    const events = await story.write(one, 3)
    await story.write(two, 1)
    await story.seal(two)
    const filter = { _id: { $in: events.map(({ id }) => id) } }
    const { writer } = (await story.collection('auditChain').findOne({ 'events.id': events[0]!.id }))!
    await story.collection('audit').deleteMany(filter)
    await story.collection('auditChain').deleteMany({ writer })
    const { findings } = await story.verify()
    expect(findings).toMatchObject([{ fault: 'cut-tail', writer, seq: 2 }])
  })

  it('as a gap once the process, which knows better, goes on', async () => {
    const one = story.process()
    const to = await minutes(2, one)
    await putBack(to, ['audit', 'auditChain'])
    await story.write(one, 1)
    expect(await story.faults()).toEqual(['gap 1'])
  })
})

describe('P15: the verifier names a seal that was taken away', () => {
  it('in the middle, or edited', async () => {
    await minutes(3, story.process())
    const seals = story.collection('auditSeals')
    const [first, second] = await seals.find().sort({ _id: 1 }).toArray()
    await seals.deleteOne({ _id: second!._id })
    expect(await story.faults()).toEqual(['seal-missing 1'])
    await seals.insertOne(second!)
    await seals.updateOne({ _id: first!._id }, { $set: { heads: [] } })
    expect(await story.faults()).toEqual(['changed 0'])
  })

  it('with the tail that it named, by the rows of another process that knew of it', async () => {
    const [one, two] = [story.process(), story.process()]
    const to = await minutes(3, one, two)
    await two.seal()
    await story.write(two, 1)
    const chain = story.collection('auditChain')
    const { writer } = (await chain.find().sort({ at: -1 }).limit(1).toArray())[0]!
    const cut = await chain.find({ at: { $gt: to }, writer: { $ne: writer } }).toArray()
    const ids = cut.flatMap(({ events }) => (events as { id: string }[]).map(({ id }) => id))
    await chain.deleteMany({ _id: { $in: cut.map(({ _id }) => _id) } })
    await story.collection('audit').deleteMany({ _id: { $in: ids } })
    await putBack(to, ['auditSeals'])
    expect(await story.faults()).toEqual(['seal-missing 2'])
  })

  it('with all others, however many new ones are made', async () => {
    await minutes(2, story.process())
    await story.collection('auditSeals').deleteMany({})
    await minutes(3, story.process())
    expect(await story.faults()).toEqual(['changed 0'])
  })

  it('while the processes live, because their next one does not follow what is left', async () => {
    const one = story.process()
    const to = await minutes(2, one)
    await putBack(to)
    await minutes(1, one)
    expect((await story.faults()).sort()).toEqual(['gap 1', 'seal-missing 1'])
  })
})

describe('P15: the whole trail put back to an earlier moment', () => {
  it('shows by a seal of the log', async () => {
    const one = story.process()
    const to = await minutes(1, one)
    await story.write(one, 1)
    const seal = (await story.seal(one))!
    const logged = { seq: seal.seq, mark: markOf(seal) }
    expect(await story.faults({ logged })).toEqual([])
    await putBack(later(to, limits.auditSealEvery + 10_000))
    expect(await story.faults()).toEqual([])
    expect(await story.faults({ logged })).toEqual(['cut-tail 1'])
    await minutes(1, story.process())
    expect(await story.faults({ logged })).toEqual(['cut-tail 1'])
  })
})

describe('what has had its life', () => {
  const day = 24 * 60 * 60_000
  const old = () => later(new Date(), -limits.auditChainLife - day)

  it('is not missed, and what has not is', async () => {
    await story.stop()
    story = await openStory(old())
    const one = story.process()
    await minutes(3, one)
    const between = story.clock.at
    story.clock.at = later(between, 2 * day)
    await minutes(3, one)
    await Promise.all(names.map((name) => story.collection(name).deleteMany({ at: { $lte: between } })))
    expect(await story.faults()).toEqual([])
    const [next] = await story.collection('auditChain').find().sort({ _id: 1 }).toArray()
    await story.collection('auditChain').deleteOne({ _id: next!._id })
    expect(await story.faults()).toEqual(['gap 0', 'unchained -', 'unchained -'])
  })

  it('is an event before the row that names it', async () => {
    await story.stop()
    story = await openStory(later(new Date(), -limits.auditLife - 60_000))
    const [event] = await story.write(story.process(), 1)
    await story.collection('audit').deleteOne({ _id: event!.id })
    expect(await story.faults()).toEqual([])
    expect(await story.faults({ now: later(event!.at, limits.auditLife - 60_000) })).toEqual(['missing 0'])
  })
})
