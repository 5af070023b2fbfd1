// P15: the trail of real processes, some of which are killed in the middle of it.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readConfig } from '../../server/config/config.ts'
import type { Finding } from '../../server/core/audit-findings.ts'
import { verifyTrail } from '../../server/core/audit-verify.ts'
import { later } from '../../server/core/challenge.ts'
import { createKeys } from '../../server/core/keys.ts'
import { createTrail } from '../../server/store/audit-chain.ts'
import { createOutboxes } from '../../server/store/audit.ts'
import { limits } from '../../shared/limits.ts'
import { approvedLogin, bind, redeem, signIn } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { noticesUnderWay } from '../actors/records.ts'
import { startTown, type Town } from '../actors/town.ts'
import { startMongoProxy, type MongoProxy, type Watch } from '../faults/mongo-wire/proxy.ts'

const [dying, living] = [0, 1] as const

let proxy: MongoProxy
let town: Town
const open = async (count: number) => {
  proxy = await startMongoProxy()
  town = await startTown(count, { route: (uri, at) => (at === dying ? proxy.through(uri) : uri) })
}
const close = async () => {
  await town.stop()
  proxy.stop()
}

/** Everything that waited in an outbox is in the trail, and its notices are sent: the relay has nothing to write. */
async function untilCarried(): Promise<void> {
  const { pending } = createOutboxes(town.database.models)
  while ((await pending(1)).length > 0) await sleep(50)
  while ((await noticesUnderWay(town, new Date())) > 0) await sleep(50)
}

/** As it will be in two minutes, when nothing is young. */
async function verify() {
  await untilCarried()
  const findings: Finding[] = []
  const checked = await verifyTrail({
    trail: createTrail(town.database.models),
    keys: createKeys(readConfig(town.env).keys!),
    now: () => later(new Date(), 2 * limits.auditSettles),
    tell: (finding) => void findings.push(finding),
  })
  return { findings, checked }
}

/** kill -9 as soon as mongod has done so many of these writes, while people go on; then another process in its place. @returns the writes. */
async function kill(of: Watch['of'], n: number, act: () => Promise<unknown>): Promise<string[]> {
  let killed: Promise<void> | undefined
  const writes = proxy.watchWrites({ of, n, kill: () => (killed = town.servers[dying]!.kill()) })
  const isOver = () => killed !== undefined
  while (!isOver()) {
    await codeOf(act())
    await sleep(50)
  }
  await killed
  proxy.watchWrites()
  await town.restart(dying)
  return writes
}

let serial = 0
async function liveAt(at: number): Promise<void> {
  const name = `trail-${(serial += 1)}`
  const address = await town.user(name)
  const phone = town.phone(name, at)
  await bind(town.browser(at), phone, address)
  const browser = town.browser(at)
  await codeOf(browser.call('POST /api/session', { input: { address, password: 'wrong' } }))
  const { challenge, number } = await approvedLogin(browser, phone, address)
  await redeem(browser, challenge, number)
}

const wrongPassword = (name: string) =>
  town.browser(dying).call('POST /api/session', { input: { address: `${name}@cqu.edu.cn`, password: 'wrong' } })

describe('P15: the trail of two processes', () => {
  beforeAll(() => open(2), 60_000)
  afterAll(close)

  it('has no findings when one is killed between the relay’s events and their row, and the other one carries them again', async () => {
    await Promise.all([liveAt(dying), liveAt(living)])
    const address = await town.user('trail-killed')
    await untilCarried()
    const act = () => signIn(town.browser(dying), address)
    expect(await kill('relay', 1, act)).toEqual(['audit.append'])
    expect(await kill('relay', 2, act)).toEqual(['audit.append', 'auditChain.append'])
    await Promise.all([liveAt(dying), liveAt(living)])
    const { findings, checked } = await verify()
    expect(findings).toEqual([])
    expect(checked.writers).toBeGreaterThanOrEqual(3)
    expect(checked.events).toBeGreaterThan(20)
  }, 60_000)

  it('names an event as unchained, and nothing else, whose process was killed before its row', async () => {
    await kill('requests', 4, () => wrongPassword('nobody'))
    const { findings } = await verify()
    expect(findings).toMatchObject([{ fault: 'unchained', writer: null }])
  })

  it('is sealed when a process ends, and its log names the seal', async () => {
    await liveAt(dying)
    await untilCarried()
    expect(await town.servers[dying]!.stop()).toBe(0)
    const { seq, mark } = (await verify()).checked.newestSeal!
    const output = town.servers.map((server) => server.output()).join('')
    expect(output).toContain(`"seal":${seq},"mark":"${mark}","msg":"sealed"`)
    await town.restart(dying)
  })
})

describe('P15: the trail of a process that is killed right after its seal', () => {
  beforeAll(() => open(1), 60_000)
  afterAll(close)

  it('has no findings, and the next process seals on', async () => {
    await codeOf(wrongPassword('nobody'))
    expect(await kill('seals', 1, () => town.browser().call('GET /api/branding'))).toEqual(['auditChain.seal'])
    await codeOf(wrongPassword('nobody-else'))
    expect(await town.servers[dying]!.stop()).toBe(0)
    const { findings, checked } = await verify()
    expect([findings, checked.seals]).toEqual([[], 2])
    await town.restart(dying)
  }, 60_000)
})
