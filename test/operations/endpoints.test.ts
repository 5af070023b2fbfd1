import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { until, watchable, watchWorld, type Watcher } from '../actors/watcher.ts'
import { startWorld, type World } from '../actors/world.ts'

const paths = ['/healthz', '/readyz', '/metrics']
let world: World
let watcher: Watcher & { leave(): Promise<void> }
beforeAll(async () => {
  world = await startWorld(watchable)
  watcher = await watchWorld(world)
  await until(watcher.ready, ({ isReady }) => isReady)
})
afterAll(async () => {
  await watcher.leave()
  await world.stop()
})

describe('the listener of those who watch', () => {
  it.each(paths)('answers %s, and the public one does not know it', async (path) => {
    expect((await watcher.ask(path)).status).toBe(200)
    const { status, body } = await world.browser().send('GET', path)
    expect({ status, body }).toMatchObject({ status: 404, body: { code: 'request.not-found' } })
  })

  it.each(['/', '/sign-in', '/openapi.json', '/api/branding', '/api/session', '/healthz/', '/METRICS'])(
    'does not know %s',
    async (path) => {
      expect((await watcher.ask(path)).status).toBe(404)
    },
  )

  it('is there only when OPS_PORT is set, and nothing is measured without', async () => {
    const other = await startWorld()
    expect(other.app.listeners.map(({ name }) => name)).toEqual(['public'])
    expect(world.app.listeners.map(({ name }) => name)).toEqual(['public', 'operations'])
    await other.stop()
  })

  it('is kept by no cache', async () => {
    const answers = await Promise.all(paths.map((path) => watcher.ask(path)))
    expect(answers.map(({ headers }) => headers.get('cache-control'))).toEqual(paths.map(() => 'no-store'))
  })

  it('says ok at /healthz', async () => {
    expect(await watcher.ask('/healthz')).toMatchObject({ text: 'ok' })
  })
})

describe('/readyz', () => {
  it('is 200 and names every check when all is well', async () => {
    expect(await watcher.ready()).toEqual({
      status: 200,
      isReady: true,
      checks: {
        running: { isOk: true },
        database: { isOk: true, ms: expect.any(Number), mostMs: limits.readyTimeout },
        clock: {
          isOk: true,
          here: expect.stringMatching(/^\d{4}-.*Z$/),
          database: expect.stringMatching(/^\d{4}-.*Z$/),
          apartMs: expect.any(Number),
          mostMs: limits.clocksApart,
        },
        feed: { isOk: true },
      },
    })
  })

  it.each([3_000, -3_000])('Q38: is 503 while this clock is %i ms off that of MongoDB, and names both', async (ms) => {
    world.clock.advance(ms)
    const { status, checks } = await watcher.ready()
    world.clock.advance(-ms)
    expect({ status, clock: checks.clock.isOk, database: checks.database.isOk }).toEqual({
      status: 503,
      clock: false,
      database: true,
    })
    const between = Date.parse(checks.clock.here) - Date.parse(checks.clock.database!)
    expect(Math.abs(between - ms)).toBeLessThan(1_000)
    expect(Math.abs(between - checks.clock.apartMs!)).toBeLessThanOrEqual(1)
    expect(await watcher.ready()).toMatchObject({ status: 200, isReady: true })
  })

  it.each([1_000, -1_000])('is 200 with a clock that is %i ms off', async (ms) => {
    world.clock.advance(ms)
    const { status } = await watcher.ready()
    world.clock.advance(-ms)
    expect(status).toBe(200)
  })
})
