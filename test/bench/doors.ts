// `npm run bench:doors`: what a mail server's question costs (POST /doors/dovecot), beside bare Koa with one HMAC and one read on the same mongod.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { readConfig } from '../../server/config/config.ts'
import { createKeys } from '../../server/core/keys.ts'
import { giveAppPasswords, type Client } from './app-passwords.ts'
import { median, percentile, rounded } from './figures.ts'
import { fill } from './fill.ts'
import { onGround, type Ground } from './ground.ts'
import { fireAll, type Shot, type Volley } from './load.ts'
import { bench } from './report.ts'
import { untilIdle } from './usage.ts'

/** The first round warms up and is not counted. */
const rounds = 6
const requests = 4_000
const loads = [1, 16] as const
const [few, many] = [1_000, 1_000_000]
const asked = 250
const patience = 30 * 60_000

interface Flow {
  name: string
  pid: number
  url: string
  shots(count: number): Shot[]
}

const door = (client: Client, headers: Record<string, string>, status = 200): Shot => ({
  path: '/doors/dovecot',
  headers,
  status,
  body: {
    user: client.address,
    password64: Buffer.from(client.password).toString('base64'),
    protocol: 'imap',
    ip: '202.202.1.1',
  },
})

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

/** A filled database and a server with its doors open. */
async function openPlace(ground: Ground, accounts: number) {
  const plain = await ground.site()
  const secret = randomBytes(32).toString('base64url')
  const port = await freePort()
  const doors = { DOORS_PORT: String(port), DOORS_KEYS: `bench:${secret}`, DOORS_MODE: 'enforce' }
  Object.assign(plain.env, doors)
  const keys = createKeys(readConfig(plain.env).keys!)
  const filled = await fill(plain.database, keys, accounts)
  const one = await giveAppPasswords(keys, plain.database, { accounts, each: 1, from: 0, count: asked })
  const twenty = await giveAppPasswords(keys, plain.database, { accounts, each: 20, from: asked, count: asked })
  const { pid } = await plain.startServer()
  const headers = { authorization: `Bearer ${secret}` }
  return { plain, filled, one, twenty, headers, pid, url: `http://127.0.0.1:${port}` }
}

type Place = Awaited<ReturnType<typeof openPlace>>

const turns = (clients: readonly Client[], count: number) =>
  Array.from({ length: count }, (_, turn) => clients[turn % clients.length]!)

function flowsOf(ground: Place, bare: { pid: number; url: string }, large: Place): Flow[] {
  const { one, twenty, headers, pid, url } = ground
  const right =
    (clients: readonly Client[], by = headers) =>
    (count: number) =>
      turns(clients, count).map((client) => door(client, by))
  const wrong = (password: () => string) => (count: number) =>
    turns(one, count).map((client) => door({ ...client, password: password() }, headers, 401))
  return [
    { name: 'bare Koa, one HMAC, one read', ...bare, shots: right(one) },
    { name: 'right, one app password', pid, url, shots: right(one) },
    { name: 'right, the last of twenty', pid, url, shots: right(twenty) },
    { name: 'wrong, the same again', pid, url, shots: wrong(() => 'an old mailbox password') },
    {
      name: `right, ${many.toLocaleString('en')} accounts`,
      pid: large.pid,
      url: large.url,
      shots: right(large.one, large.headers),
    },
  ]
}

/** All flows take turns, so that what else the machine does meets them alike. */
async function run(ground: Ground) {
  const small = await openPlace(ground, few)
  const large = await openPlace(ground, many)
  const bare = await ground.startInPlace('test/bench/door-floor.ts', small.plain)
  const flows = flowsOf(small, bare, large)
  const found = new Map<string, Volley[]>()
  for (let round = 0; round < rounds; round += 1)
    for (const atOnce of loads)
      for (const flow of flows) {
        await untilIdle(flow.pid)
        const volley = await fireAll([flow.url], flow.shots(requests), atOnce)
        const key = `${flow.name} ${atOnce}`
        if (round > 0) found.set(key, [...(found.get(key) ?? []), volley])
      }
  return {
    rows: loads.flatMap((atOnce) => flows.map((flow) => rowOf(flow.name, atOnce, flows[0]!.name, found))),
    notes: [small.filled, large.filled, ...notes],
  }
}

function rowOf(name: string, atOnce: number, floor: string, found: ReadonlyMap<string, Volley[]>) {
  const of = (flow: string) => found.get(`${flow} ${atOnce}`) ?? []
  const rate = (flow: string) => median(of(flow).map(({ perSecond }) => perSecond))
  const ms = of(name).flatMap((one) => one.ms)
  return {
    question: name,
    'at once': atOnce,
    'per second': rounded(rate(name), 0),
    'p50 ms': rounded(percentile(ms, 0.5), 2),
    'p99 ms': rounded(percentile(ms, 0.99), 2),
    'of the floor': rounded(rate(name) / rate(floor), 2),
  }
}

const notes = [
  `Median of ${rounds - 1} interleaved rounds of ${requests} questions about ${asked} mailboxes; p50 and p99 over all of them.`,
  'The server, or bare Koa in its place, has the first core to itself; mongod and the client share the rest.',
  "'wrong, the same again' is an old phone: its secret was counted at its first try. Lately used passwords note no use.",
]

await bench('doors', () => onGround(true, run), patience)
