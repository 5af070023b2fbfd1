// `npm run bench:verify`: second-step verifications per second, beside a bare Koa route that makes as many confirmed writes on the same mongod.
import { median, percentile, rounded } from './figures.ts'
import { onGround, type Ground, type Server, type Site } from './ground.ts'
import { fireAll, type Shot, type Volley } from './load.ts'
import { camera, openPreparation, picture, type Preparation } from './preparation.ts'
import { bench } from './report.ts'
import { untilIdle, watchCpu } from './usage.ts'

interface Flow {
  name: string
  server: Server
  /** Writes of one request, one after the other. */
  writes: number
  /** Those of its events on their way to the trail, in batches behind the request. */
  trail: number
  shots(count: number): Promise<Shot[]>
}

interface Measured extends Volley {
  cpu: number
}

/** The first round warms up and is not counted. */
const rounds = 6
const loads = [
  { atOnce: 1, requests: 100 },
  { atOnce: 16, requests: 320 },
] as const

const floorName = (writes: number) => `bare Koa, ${writes} write${writes > 1 ? 's' : ''}`

async function flowsOn(ground: Ground, site: Site, preparation: Preparation): Promise<Flow[]> {
  const server = await site.startServer()
  const bare = await ground.startInPlace('test/bench/floor.ts', site)
  const floor = (writes: number): Flow => ({
    name: floorName(writes),
    server: bare,
    writes,
    trail: 0,
    shots: async (count) => Array.from({ length: count }, () => ({ path: `/${writes}`, body: {} })),
  })
  const trail = 3
  return [
    { name: 'WeChat code: consume, grant', server, writes: 2, trail, shots: preparation.codes },
    { name: 'scan redeem: grant', server, writes: 1, trail, shots: (count) => preparation.scans(count, camera) },
    {
      name: 'scan redeem, digits: match, grant',
      server,
      writes: 2,
      trail,
      shots: (count) => preparation.scans(count, picture),
    },
    ...[1, 2, 4, 5].map(floor),
  ]
}

async function measure(flow: Flow, preparation: Preparation, load: (typeof loads)[number]): Promise<Measured> {
  const shots = await flow.shots(load.requests)
  await preparation.forgetOutboxes()
  await untilIdle(flow.server.pid)
  const cpu = watchCpu(flow.server.pid)
  const volley = await fireAll([flow.server.url], shots, load.atOnce)
  return { ...volley, cpu: cpu() }
}

/** All flows take turns, so that what else the machine does meets them alike. */
async function run(ground: Ground) {
  const site = await ground.site()
  const preparation = await openPreparation(site)
  const flows = await flowsOn(ground, site, preparation)
  const found = new Map<string, Measured[]>()
  for (let round = 0; round < rounds; round += 1)
    for (const load of loads)
      for (const flow of flows) {
        const measured = await measure(flow, preparation, load)
        const key = `${flow.name} ${load.atOnce}`
        if (round > 0) found.set(key, [...(found.get(key) ?? []), measured])
      }
  await preparation.stop()
  return { rows: loads.flatMap(({ atOnce }) => flows.map((flow) => rowOf(flow, atOnce, found))), notes }
}

function rowOf({ name, writes, trail }: Flow, atOnce: number, found: ReadonlyMap<string, Measured[]>) {
  const of = (flow: string) => found.get(`${flow} ${atOnce}`) ?? []
  const rate = (flow: string) => median(of(flow).map(({ perSecond }) => perSecond))
  const ms = of(name).flatMap((one) => one.ms)
  return {
    flow: name,
    'at once': atOnce,
    'per second': rounded(rate(name), 0),
    'p50 ms': rounded(percentile(ms, 0.5), 2),
    'p99 ms': rounded(percentile(ms, 0.99), 2),
    'of one write': rounded(rate(name) / rate(floorName(1)), 2),
    "of the request's": rounded(rate(name) / rate(floorName(writes)), 2),
    "of all with the trail's": rounded(rate(name) / rate(floorName(writes + trail)), 2),
    'server core %': rounded(median(of(name).map(({ cpu }) => cpu)), 0),
  }
}

const notes = [
  `Median of ${rounds - 1} interleaved rounds; p50 and p99 over all their requests. Every verification has a session, a challenge and an account of its own.`,
  'The server, or bare Koa in its place, has the first core to itself. mongod, the stand-in for WeChat and the client share the rest: mongod then takes',
  "nothing from what is measured as the server's, but with two cores it and the client may be what is full when 'server core %' is below 100.",
  "Bare Koa makes majority and journalled findOneAndUpdates through the same driver, no reads, no log: 'of the request's' is the share of its rate with as",
  "many as the request makes; 'of all with the trail's' counts the three that take an event out of its outbox and into the trail and its chain as well.",
]

await bench('verify', () => onGround(true, run))
