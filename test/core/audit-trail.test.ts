// How the chain and its seals are made, as long as nobody tampers with them.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Seal } from '../../server/core/audit-chain.ts'
import { startSeals } from '../../server/core/audit-trail.ts'
import { later } from '../../server/core/challenge.ts'
import { createAuditChain } from '../../server/store/audit-chain.ts'
import { limits } from '../../shared/limits.ts'
import { openStory, type Story } from '../actors/trail.ts'

let story: Story
beforeEach(async () => {
  story = await openStory()
})
afterEach(() => story.stop())

describe('a seal', () => {
  it('is made once a minute by one of five processes, and names the new heads of all', async () => {
    const all = [1, 2, 3, 4, 5].map(() => story.process())
    for (const one of all) await story.write(one, 2)
    const made = async () => (await Promise.all(all.map((one) => one.seal()))).filter((seal) => seal !== null)
    const [first, ...none] = await made()
    expect(none).toEqual([])
    expect(first!.heads.map(({ id }) => id.slice(-10)).sort()).toEqual(Array<string>(5).fill('0000000001'))
    await story.write(all[1]!, 1)
    expect(await made()).toEqual([])
    story.clock.at = later(story.clock.at, limits.auditSealEvery)
    const [second] = await made()
    expect(second).toMatchObject({ seq: 1, prev: { id: first!.id, mac: first!.mac }, heads: [{}] })
    story.clock.at = later(story.clock.at, limits.auditSealEvery)
    expect(await made()).toEqual([])
  })

  it('is made though one was made by a clock that ran ahead', async () => {
    const [one, two] = [story.process(), story.process()]
    const { at } = story.clock
    story.clock.at = later(at, 24 * 60 * 60_000)
    await story.write(one, 1)
    expect(await one.seal()).toMatchObject({ seq: 0 })
    story.clock.at = at
    await story.write(two, 1)
    expect(await two.seal()).toMatchObject({ seq: 1, heads: [{}] })
    expect(await story.faults()).toEqual([])
  })

  it('is made at the end of a process too, and logged by who has made it', async () => {
    const [one, two] = [story.process(), story.process()]
    const told: Seal[] = []
    const faults: unknown[] = []
    const seals = [one, two].map((trail) =>
      startSeals(
        trail,
        (seal) => told.push(seal),
        (error) => faults.push(error),
      ),
    )
    await sleep(200)
    await story.write(one, 1)
    for (const each of seals) await each.stop()
    expect(told.map(({ seq }) => seq)).toEqual([0])
    await story.write(one, 1)
    const broken = startSeals(
      { seal: () => Promise.reject(new Error('away')) },
      () => {},
      (error) => faults.push(error),
    )
    await broken.stop()
    expect(faults).toHaveLength(2)
  })
})

describe('a chain', () => {
  it('has one row for events that come at once, and goes on', async () => {
    const { audit } = story.process()
    await Promise.all(Array.from({ length: 40 }, (_, index) => audit.append([story.event(`${index}`)])))
    const { findings, checked } = await story.verify()
    expect([findings, checked.events, checked.writers]).toEqual([[], 40, 1])
    expect(checked.rows).toBeLessThan(20)
  })

  it('ends where a write got no answer, whether that was done or not, and another one begins', async () => {
    const { models } = story.database
    const store = createAuditChain(models)
    const { audit } = story.process()
    await audit.append([story.event('before')])
    const collection = models.auditChain.collection
    const insertOne = collection.insertOne.bind(collection)
    const lost = [async (row: never) => void (await insertOne(row)), async () => {}]
    for (const act of lost) {
      collection.insertOne = async (row: never) => {
        await act(row)
        throw new Error('no answer')
      }
      const event = story.event('lost')
      await expect(audit.append([event])).rejects.toThrow('no answer')
      collection.insertOne = insertOne as never
      await audit.append([event])
    }
    const { findings, checked } = await story.verify()
    expect([findings, checked.writers, checked.rows]).toEqual([[], 3, 4])
    expect(await store.headsSince(new Date(0))).toHaveLength(3)
  })
})
