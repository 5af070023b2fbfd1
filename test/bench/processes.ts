// `npm run bench:processes`: four server processes against one on the same mongod, all sharing the machine's cores with it and with the client.
import { setTimeout as sleep } from 'node:timers/promises'
import { median, percentile, rounded } from './figures.ts'
import { onGround, type Ground, type Server, type Site } from './ground.ts'
import { fireAll, type Shot, type Volley } from './load.ts'
import { camera, openPreparation, type Preparation } from './preparation.ts'
import { bench } from './report.ts'
import { untilIdle } from './usage.ts'

interface Measured extends Volley {
  /** From the last answer until every sign-in is in the trail. */
  trailMs: number
}

const rounds = 3
const loads = [16, 64] as const
const requests = 256
const warmUp = 96
const most = 4
/** Nine thousand verifications are prepared one by one, by what may be a busy machine. */
const patience = 20 * 60_000

const flows: Record<string, (preparation: Preparation, count: number) => Promise<Shot[]>> = {
  'WeChat code': (preparation, count) => preparation.codes(count),
  'scan redeem': (preparation, count) => preparation.scans(count, camera),
}

/** Sign-ins that reached the trail. */
const told = ({ database }: Site) => database.models.audit.countDocuments({ type: 'login.succeeded' })

/** @returns once the trail tells of all of them, each exactly once. @throws Error when it tells of more, or of fewer for too long. */
async function untilTold(site: Site, expected: number): Promise<number> {
  const start = performance.now()
  for (let rows = 0; rows !== expected; rows = await told(site)) {
    if (rows > expected || performance.now() - start > 30_000)
      throw new Error(`the trail tells of ${rows} sign-ins instead of ${expected}`)
    await sleep(20)
  }
  return performance.now() - start
}

async function measure(site: Site, servers: readonly Server[], shots: Shot[], atOnce: number): Promise<Measured> {
  await untilIdle(...servers.map(({ pid }) => pid))
  const before = await told(site)
  const urls = servers.map(({ url }) => url)
  const volley = await fireAll(urls, shots, atOnce)
  return { ...volley, trailMs: await untilTold(site, before + shots.length) }
}

async function run(ground: Ground) {
  const site = await ground.site()
  const preparation = await openPreparation(site)
  const found = new Map<string, Measured[]>()
  const first = await site.startServer()
  const shotsOf = async (make: (typeof flows)[string], count: number) => {
    const shots = await make(preparation, count)
    await preparation.forgetOutboxes()
    return shots
  }
  const round = async (servers: readonly Server[]) => {
    for (const make of Object.values(flows))
      await measure(site, servers, await shotsOf(make, warmUp * servers.length), loads[0])
    for (const atOnce of loads)
      for (const [name, make] of Object.entries(flows)) {
        const key = keyOf(name, atOnce, servers.length)
        const measured = await measure(site, servers, await shotsOf(make, requests), atOnce)
        found.set(key, [...(found.get(key) ?? []), measured])
      }
  }
  for (let count = 0; count < rounds; count += 1) {
    await round([first])
    const others = await Promise.all(Array.from({ length: most - 1 }, () => site.startServer()))
    await round([first, ...others])
    await Promise.all(others.map((server) => server.stop()))
  }
  await preparation.stop()
  return { rows: rowsOf(found), notes }
}

const keyOf = (flow: string, atOnce: number, servers: number) => `${flow} ${atOnce} ${servers}`

function rowsOf(found: ReadonlyMap<string, Measured[]>): object[] {
  const rate = (key: string) => median((found.get(key) ?? []).map(({ perSecond }) => perSecond))
  return loads.flatMap((atOnce) =>
    Object.keys(flows).flatMap((flow) =>
      [1, most].map((servers) => {
        const key = keyOf(flow, atOnce, servers)
        const all = found.get(key) ?? []
        const ms = all.flatMap((one) => one.ms)
        return {
          flow,
          'at once': atOnce,
          processes: servers,
          'per second': rounded(rate(key), 0),
          'p50 ms': rounded(percentile(ms, 0.5)),
          'p99 ms': rounded(percentile(ms, 0.99)),
          'of one process': rounded(rate(key) / rate(keyOf(flow, atOnce, 1)), 2),
          'trail behind ms': rounded(median(all.map(({ trailMs }) => trailMs)), 0),
        }
      }),
    ),
  )
}

const notes = [
  `Median of ${rounds} rounds, one process and ${most} in turn, ${requests} verifications each after a warm-up; p50 and p99 over all. Nothing is pinned.`,
  'Every verification was answered 200, and every one is in the audit trail exactly once: the bench fails otherwise.',
  "'trail behind': from the last answer until the relays have carried every sign-in of the volley to the trail.",
]

await bench('processes', () => onGround(false, run), patience)
