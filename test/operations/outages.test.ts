import { request } from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { startTown, type Town } from '../actors/town.ts'
import { until, watchable, watchServer, type Watcher } from '../actors/watcher.ts'
import { startTestMongod, type TestMongod } from '../setup/mongod.ts'

let mongod: TestMongod
let town: Town
let watcher: Watcher
beforeAll(async () => {
  mongod = await startTestMongod()
  town = await startTown(1, { mongodb: mongod.uri, env: watchable })
  watcher = watchServer(town.servers[0]!)
}, 60_000)
afterAll(async () => {
  await town.stop()
  await mongod.stop()
}, 60_000)

const isReady = () => until(watcher.ready, (said) => said.isReady)
const isNotReady = () => until(watcher.ready, (said) => !said.isReady)

describe('/readyz', () => {
  it('is 503 while MongoDB hangs, and 200 again afterwards; /healthz is 200 all the while', async () => {
    await isReady()
    process.kill(mongod.pid, 'SIGSTOP')
    const asked = Promise.all([
      watcher.ready(),
      watcher.ask('/healthz'),
      watcher.sum('msa_outbox_events'),
      watcher.sum('msa_clock_apart_seconds'),
      watcher.sum('msa_ready', { check: 'database' }),
    ])
    const [said, health, ...metrics] = await asked.finally(() => process.kill(mongod.pid, 'SIGCONT'))
    expect(said).toMatchObject({
      status: 503,
      checks: { database: { isOk: false }, clock: { isOk: false, database: null, apartMs: null } },
    })
    // It did not wait for what the driver waits for.
    expect(said.checks.database.ms).toBeLessThan(limits.databaseTimeout)
    expect(health.status).toBe(200)
    // What is not known is not told.
    expect(metrics).toEqual([undefined, undefined, 0])
    await isReady()
  }, 60_000)

  it('is 200 again when MongoDB was killed and is back', async () => {
    await isReady()
    process.kill(mongod.pid, 'SIGKILL')
    // How long it is away is a matter of how soon it is started again: it may be unseen.
    expect((await watcher.ask('/healthz')).status).toBe(200)
    expect(await isReady()).toMatchObject({ status: 200, checks: { feed: { isOk: true } } })
  }, 60_000)

  it('is 503 when no news of challenges come any more, though MongoDB answers', async () => {
    await isReady()
    await town.database.models.sessions.collection.drop()
    expect(await isNotReady()).toMatchObject({ checks: { database: { isOk: true }, feed: { isOk: false } } })
  }, 60_000)

  it('is 503 from the first moment of a stop, while what was begun is finished', async () => {
    await town.servers[0]!.kill()
    await town.restart()
    watcher = watchServer(town.servers[0]!)
    await isReady()
    const slow = request(`${town.servers[0]!.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': 2, 'sec-fetch-site': 'same-origin' },
    })
    slow.write('{')
    await until(
      async () => watcher.sum('nodejs_active_resources_total'),
      () => slow.socket?.readyState === 'open',
    )
    const ended = town.servers[0]!.stop()
    expect(await isNotReady()).toMatchObject({ status: 503, checks: { running: { isOk: false } } })
    slow.end('}')
    const [answer] = await once(slow, 'response')
    expect(answer.statusCode).toBe(400)
    expect(await ended).toBe(0)
  }, 60_000)
})
