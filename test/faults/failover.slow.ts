// R11: the primary of a replica set of three is killed in the middle of two hundred sign-ins.
import { mkdirSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { openEvents } from '../actors/event-stream.ts'
import { linkOf, redeem } from '../actors/journeys.ts'
import { codeOf, persist } from '../actors/outcome.ts'
import { auditOf, raisedSessions } from '../actors/records.ts'
import { startTown, type Town } from '../actors/town.ts'
import { makeAll } from '../bench/load.ts'
import { openPreparation, type Preparation } from '../bench/preparation.ts'
import { startReplicaSet, type ReplicaSet } from '../setup/replica-set.ts'
import { failoverFile, finish, signInByScan, type Finished, type SignIn } from './failover-people.ts'

const count = 200
const atOnce = 16
/** Sign-ins that are done when the primary goes. */
const before = 60
const lag = 300
const patience = 15_000

let set: ReplicaSet
let town: Town
let preparation: Preparation
const finished: Finished[] = []
let late: Finished
let killedAt = 0
let news: Awaited<ReturnType<typeof openEvents>>
let waiting: { link: string; phone: Finished['phone'] }

/** A bound account whose second step both server processes have a part in. */
async function prepare(index: number): Promise<SignIn> {
  const person = await preparation.person()
  person.phone.moveTo(town.servers[index % 2]!.url)
  return { ...person, begin: () => preparation.waiting(person), url: town.servers[(index + 1) % 2]!.url }
}

async function openNews({ begin, phone }: SignIn): Promise<void> {
  const { browser, challenge } = await begin()
  news = await openEvents(town.servers[0]!.url, browser.cookies())
  waiting = { link: linkOf(challenge), phone }
}

/** All of them, `atOnce` at a time, and one that begins as soon as the primary is dead. */
async function signInAll(people: readonly SignIn[], last: SignIn): Promise<void> {
  let kill: Promise<void> | undefined
  const failover = async () => {
    killedAt = await set.killPrimary(lag)
    late = await signInByScan(last)
  }
  const one = async (index: number) => {
    finished.push(await signInByScan(people[index]!))
    if (finished.length === before) kill = failover()
  }
  await makeAll(people.length, one, atOnce)
  await kill
}

beforeAll(async () => {
  set = await startReplicaSet()
  town = await startTown(2, { mongodb: set.uri })
  preparation = await openPreparation(town)
  const people = await makeAll(count, prepare)
  const last = await prepare(count)
  await openNews(await prepare(count + 1))
  await signInAll(people, last)
}, 120_000)
afterAll(async () => {
  await news?.close()
  await preparation?.stop()
  // A run that failed may leave no primary behind, which the town would take its leave of.
  await town?.stop().finally(() => set.stop())
}, 60_000)

describe('R11: the primary is killed with kill -9 in the middle of two hundred sign-ins, and', () => {
  it('all end signed in, what was confirmed on the way is as it was told', async () => {
    for (const { browser } of finished)
      expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
    const sessions = await raisedSessions(town)
    const held = sessions.map(({ accountId, challenge }) => [
      accountId,
      challenge!.id,
      challenge!.scan!.id,
      challenge!.status,
    ])
    const told = finished.map(({ accountId, challenge, scan }) => [accountId, challenge, scan, 'redeemed'])
    expect(held).toEqual(expect.arrayContaining(told))
  })

  it('none is signed in twice', async () => {
    const trail = await auditOf(town)
    const sessions = await raisedSessions(town)
    for (const { accountId, browser, challenge } of finished) {
      const told = trail.filter(
        ({ type, method, accountId: id }) => id === accountId && type === 'login.succeeded' && method === 'scan',
      )
      expect(told).toHaveLength(1)
      expect(sessions.filter((session) => session.accountId === accountId)).toHaveLength(1)
      expect(await codeOf(redeem(browser, { id: challenge }))).toBe('challenge.over')
    }
  })

  it('the first sign-in that is begun after it is done within 15 s', () => {
    const pause = late.ended - killedAt
    mkdirSync('.build', { recursive: true })
    writeFileSync(failoverFile, JSON.stringify({ pause }))
    expect(pause).toBeLessThan(patience)
  })

  it('a browser that waited before hears of its phone on the connection it had', async () => {
    await persist(() => waiting.phone.scan(waiting.link))
    let state = await news.next()
    while (state?.event === 'tick' || state?.data.status === 'pending') state = await news.next()
    expect(state).toMatchObject({ event: 'challenge', data: { status: 'scanned' } })
  })

  it('nobody was answered by a fault of ours', () => {
    const statuses = town.servers.flatMap(({ output }) =>
      [...output().matchAll(/"status":(\d+)/g)].map(([, status]) => status),
    )
    expect([...new Set(statuses)].sort()).toEqual(['200', '409', '503'])
  })
})

describe('R11: while no majority confirms', () => {
  /** The write, once more when the primary stepped down meanwhile (the driver then waits for another), and what this machine takes beside it. */
  const longest = 2 * limits.databaseTimeout + 1_500
  let goOn = () => {}
  afterAll(() => goOn())

  async function outage(ask: () => Promise<unknown>): Promise<void> {
    const began = Date.now()
    expect(await codeOf(ask())).toBe('service.unavailable')
    expect(Date.now() - began).toBeLessThan(longest)
  }

  it('a scan and a sign-in are outages in ten seconds at most; asked again, one is there and the other done, once', async () => {
    const [scanning, signing] = [await prepare(0), await prepare(1)]
    const { challenge } = await scanning.begin()
    const { browser, challenge: approved } = await signing.begin()
    await signing.phone.answer(await signing.phone.scan(linkOf(approved)), 'approve')
    const scan = () => scanning.phone.scan(linkOf(challenge))
    goOn = await set.hangOthers()
    await Promise.all([outage(scan), outage(() => redeem(browser, approved))])
    goOn()
    expect(await persist(scan)).toMatchObject({ status: 'scanned' })
    await persist(() => finish(browser, approved))
    const trail = await auditOf(town, signing.accountId)
    expect(trail.filter(({ type }) => type === 'login.succeeded')).toHaveLength(1)
  })
})
