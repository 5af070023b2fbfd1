// `npm run bench:accounts`: whole sign-ins in a database of 1,000 accounts and in one of 1,000,000, on the same mongod.
import { readConfig } from '../../server/config/config.ts'
import { createKeys } from '../../server/core/keys.ts'
import { median, percentile, rounded } from './figures.ts'
import { fill } from './fill.ts'
import { onGround, type Ground, type Server } from './ground.ts'
import { makeAll, timeAll, type Volley } from './load.ts'
import { bench } from './report.ts'
import { untilIdle } from './usage.ts'
import { ready, signInByCode, signInByScan } from './whole-sign-in.ts'

/** The first round warms up and is not counted. */
const rounds = 9
const [few, many] = [1_000, 1_000_000]
const patience = 45 * 60_000

const flows = [
  {
    name: 'password, scan, approve, redeem',
    act: signInByScan,
    hash: false,
    loads: [
      [1, 25],
      [16, 80],
    ],
  },
  {
    name: 'password, code',
    act: signInByCode,
    hash: false,
    loads: [
      [1, 25],
      [16, 80],
    ],
  },
  { name: 'password with its scrypt, code', act: signInByCode, hash: true, loads: [[1, 5]] },
] as const

type Flow = (typeof flows)[number]

/** A filled database and what serves it. */
interface Place {
  accounts: number
  filled: string
  serverOf(flow: Flow): Server
  /** The next member that has not signed in by this flow. */
  next(flow: Flow): number
  ready(index: number): ReturnType<typeof ready>
}

/** Numbers below `accounts`, each once, scattered: the step has no divisor in common with a power of ten. */
function scattered(accounts: number): () => number {
  let at = 0
  return () => (at = (at + 618_033) % accounts)
}

async function openPlace(ground: Ground, accounts: number): Promise<Place> {
  const site = await ground.site()
  const keys = createKeys(readConfig(site.env).keys!)
  const filled = await fill(site.database, keys, accounts)
  const quick = await ground.startInPlace('test/bench/quick-server.ts', site)
  const built = await site.startServer()
  const [scans, codes] = [scattered(accounts), scattered(accounts)]
  return {
    accounts,
    filled,
    serverOf: ({ hash }) => (hash ? built : quick),
    next: ({ act }) => (act === signInByScan ? scans() : codes()),
    ready: (index) => ready(keys, site.wechat, index),
  }
}

async function measure(place: Place, flow: Flow, atOnce: number, count: number): Promise<Volley> {
  const people = await makeAll(count, () => place.ready(place.next(flow)))
  const { url, pid } = place.serverOf(flow)
  await untilIdle(pid)
  return timeAll(count, atOnce, (turn, agent) => flow.act(agent, url, people[turn]!))
}

/** The two databases take turns, and every round the other one begins, so that what else the machine does meets both alike. */
async function run(ground: Ground) {
  const places = [await openPlace(ground, few), await openPlace(ground, many)]
  const found = new Map<string, Volley[]>()
  for (let round = 0; round < rounds; round += 1) {
    for (const flow of flows)
      for (const [atOnce, count] of flow.loads)
        for (const place of round % 2 === 0 ? places : places.toReversed()) {
          const volley = await measure(place, flow, atOnce, count)
          const key = keyOf(flow, atOnce, place.accounts)
          if (round > 0) found.set(key, [...(found.get(key) ?? []), volley])
        }
  }
  const rows = flows.flatMap((flow) => flow.loads.flatMap(([atOnce]) => rowsOf(flow, atOnce, found)))
  return { rows, notes: [...places.map(({ filled }) => filled), ...notes] }
}

const keyOf = ({ name }: Flow, atOnce: number, accounts: number) => `${name} ${atOnce} ${accounts}`

function rowsOf(flow: Flow, atOnce: number, found: ReadonlyMap<string, Volley[]>): object[] {
  const of = (accounts: number) => found.get(keyOf(flow, atOnce, accounts)) ?? []
  const ratios = of(many).map(({ perSecond }, round) => perSecond / of(few)[round]!.perSecond)
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => percentile(ratios, share).toFixed(2))
  return [few, many].map((accounts) => {
    const ms = of(accounts).flatMap((one) => one.ms)
    return {
      'sign-in': flow.name,
      'at once': atOnce,
      accounts,
      'per second': rounded(median(of(accounts).map(({ perSecond }) => perSecond))),
      'p50 ms': rounded(percentile(ms, 0.5)),
      'p99 ms': rounded(percentile(ms, 0.99)),
      'of the small one': accounts === few ? '' : `${middle} (${low}–${high})`,
    }
  })
}

const notes = [
  `Median of ${rounds - 1} rounds, the databases in turn; p50 and p99 over all sign-ins. No account signs in twice by the same way.`,
  "'of the small one': sign-ins per second beside those of the small database in the same round; median, and in brackets the middle half of the rounds.",
  'The server has the first core to itself; mongod, the stand-in for WeChat and the client share the rest. mongod holds either database in memory.',
  "Without 'its scrypt' the process looks the user up and takes the password as right: the hash is the same work in every database.",
]

await bench('accounts', () => onGround(true, run), patience)
