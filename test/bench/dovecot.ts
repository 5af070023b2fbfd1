// `npm run bench:dovecot`: whole IMAP sign-ins at a real Dovecot that asks our door, beside the same Dovecot with a passwd-file in clear and with one
// of its own argon2id. Needs root.
import { readConfig } from '../../server/config/config.ts'
import { createKeys } from '../../server/core/keys.ts'
import { runWell } from '../mail-servers/command.ts'
import { agree } from '../mail-servers/doors.ts'
import { mailPorts } from '../mail-servers/dovecot-conf.ts'
import { startDovecot, type Dovecot } from '../mail-servers/dovecot.ts'
import { makeScratch } from '../mail-servers/scratch.ts'
import { linesOf } from '../mail-servers/site.ts'
import { tryPassword } from '../mail-servers/try-password.ts'
import { giveAppPasswords, type Client } from './app-passwords.ts'
import { median, percentile, rounded } from './figures.ts'
import { fill } from './fill.ts'
import { onGround, type Ground } from './ground.ts'
import { timeAll, type Volley } from './load.ts'
import { bench } from './report.ts'

/** The first round warms up and is not counted. */
const rounds = 6
const accounts = 1_000
const people = 100
const loads = [
  { atOnce: 1, count: 100 },
  { atOnce: 8, count: 300 },
] as const
/** A password hash is for people, not for every fetch of every phone: fewer are enough to see it. */
const slowly = [
  { atOnce: 1, count: 20 },
  { atOnce: 8, count: 40 },
] as const

interface Flow {
  name: string
  dovecot: Dovecot
  clients: Client[]
  loads: typeof loads | typeof slowly
}

const passwords = (clients: readonly Client[]) =>
  Object.fromEntries(clients.map(({ address, password }) => [address, password]))

/** Without us: what the site had before. Its listener for our server is there, for who waits for it. */
const listener = (ip: string) => `
service doveadm {
  inet_listener http {
    address = ${ip}
    port = ${mailPorts.doveadm}
  }
}`

async function startPlain(clients: readonly Client[], hash: string | null): Promise<Dovecot> {
  const scratch = makeScratch()
  const hashed = scratch.write(
    'hashed',
    linesOf(passwords(clients), (address) => `${address}:${hash}`),
  )
  const other = `passdb {\n  driver = passwd-file\n  args = ${hashed}\n}`
  const { door, doveadmKey } = agree([scratch])
  return startDovecot(
    {
      door,
      doveadmKey,
      mailboxes: hash === null ? passwords(clients) : {},
      edit: () => '',
      own: `${listener(scratch.ip)}\n${hash === null ? '' : other}`,
    },
    scratch,
  )
}

async function startFlows(ground: Ground): Promise<Flow[]> {
  const scratch = makeScratch()
  const { door, doveadmKey, env } = agree([scratch])
  const site = await ground.site()
  Object.assign(site.env, env, { DOORS_MODE: 'enforce' })
  const keys = createKeys(readConfig(site.env).keys!)
  await fill(site.database, keys, accounts)
  const clients = await giveAppPasswords(keys, site.database, { accounts, count: people, each: 1, from: 0 })
  await site.startServer()
  const ours = await startDovecot({ door, doveadmKey, mailboxes: {} }, scratch)
  await ours.fetchNames()
  const word = 'one for everybody'
  const hash = (await runWell('doveadm', ['pw', '-s', 'ARGON2ID', '-p', word])).trim()
  const same = clients.map(({ address }) => ({ address, password: word }))
  return [
    { name: 'passwd-file in clear', dovecot: await startPlain(clients, null), clients, loads },
    { name: 'our door, app password', dovecot: ours, clients, loads },
    { name: 'passwd-file, argon2id', dovecot: await startPlain(same, hash), clients: same, loads: slowly },
  ]
}

async function measure({ dovecot, clients }: Flow, atOnce: number, count: number): Promise<Volley> {
  return timeAll(count, atOnce, async (turn) => {
    const { address, password } = clients[turn % clients.length]!
    const verdict = await tryPassword(dovecot.ways.IMAP, address, password)
    if (verdict !== 'in') throw new Error(`${address}: ${verdict}`)
  })
}

/** All flows take turns, so that what else the machine does meets them alike. */
async function run(ground: Ground) {
  const flows = await startFlows(ground)
  try {
    const found = new Map<string, Volley[]>()
    for (let round = 0; round < rounds; round += 1)
      for (const flow of flows)
        for (const { atOnce, count } of flow.loads) {
          const volley = await measure(flow, atOnce, count)
          const key = `${flow.name} ${atOnce}`
          if (round > 0) found.set(key, [...(found.get(key) ?? []), volley])
        }
    return {
      rows: loads.flatMap(({ atOnce }) => flows.map(({ name }) => rowOf(name, atOnce, flows[0]!.name, found))),
      notes,
    }
  } finally {
    for (const { dovecot } of flows) await dovecot.stop()
  }
}

function rowOf(name: string, atOnce: number, floor: string, found: ReadonlyMap<string, Volley[]>) {
  const of = (flow: string) => found.get(`${flow} ${atOnce}`) ?? []
  const rate = (flow: string) => median(of(flow).map(({ perSecond }) => perSecond))
  const ms = of(name).flatMap((one) => one.ms)
  return {
    'IMAP sign-in by': name,
    'at once': atOnce,
    'per second': rounded(rate(name), 0),
    'p50 ms': rounded(percentile(ms, 0.5), 2),
    'p99 ms': rounded(percentile(ms, 0.99), 2),
    'of the passwd-file in clear': rounded(rate(name) / rate(floor), 2),
  }
}

const notes = [
  `Median of ${rounds - 1} interleaved rounds: connection, AUTHENTICATE PLAIN, the mailbox opened by Dovecot, and gone. No cache, no failure delay.`,
  'Dovecot, our server, mongod and the client share all cores.',
]

await bench('dovecot', () => onGround(false, run), 10 * 60_000)
