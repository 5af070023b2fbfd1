// `npm run bench:news`: how long after the phone's approval a waiting browser knows, by server-sent events and by polling, and what waiting costs.
import { setTimeout as sleep } from 'node:timers/promises'
import { linkOf } from '../actors/journeys.ts'
import { createPhone } from '../actors/phone.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'
import { percentile, rounded } from './figures.ts'
import { onGround, type Ground, type Server, type Site } from './ground.ts'
import { makeAll } from './load.ts'
import { openPreparation, type Preparation } from './preparation.ts'
import { bench } from './report.ts'
import { residentBytes, untilIdle, watchCpu } from './usage.ts'
import { listenAll, pollAll, type Room, type Waiter } from './waiting-room.ts'

const browsers = 1_000
const approvals = 200
/** Between two approvals. */
const pace = 50
const pollEvery = 2_000
const idle = 30_000
/** How long the last news may take. */
const patience = 10_000

/** Someone with a phone, whose browser waits. */
interface Waiting extends Waiter {
  approve(): Promise<{ sentAt: number; answeredAt: number }>
}

async function waitingAt(site: Site, preparation: Preparation, { url }: Server, count: number): Promise<Waiting[]> {
  const phones = new Map<string, ReturnType<typeof createPhone>>()
  return makeAll(count, async () => {
    const person = await preparation.person()
    const { browser, challenge } = await preparation.waiting(person)
    const { name } = person.phone
    const phone = phones.get(name) ?? createPhone(url, site.wechat as WechatStandin, name)
    phones.set(name, phone)
    return {
      url,
      cookie: `__Host-session=${browser.cookies().get('__Host-session')}`,
      async approve() {
        const { scan, purpose } = await phone.scan(linkOf(challenge))
        const input = { answer: 'approve' as const, purpose, code: await phone.login() }
        const sentAt = performance.now()
        await phone.call('POST /api/phone/scans/:scan/answer', { params: { scan }, input })
        return { sentAt, answeredAt: performance.now() }
      },
    }
  })
}

interface Heard {
  fromSending: number[]
  fromAnswer: number[]
  cpu: number
  requests: number
}

/** The phones approve one after the other. @throws Error when news do not come. */
async function approveAll(waiting: readonly Waiting[], room: Room, { pid }: Server): Promise<Heard> {
  const [start, before, cpu] = [performance.now(), room.requests(), watchCpu(pid)]
  const sent: Awaited<ReturnType<Waiting['approve']>>[] = []
  for (const one of waiting) {
    sent.push(await one.approve())
    await sleep(pace)
  }
  const used = cpu()
  // A scan and an answer of each phone, beside what the browsers asked.
  const requests = room.requests() - before + 2 * waiting.length
  const seconds = (performance.now() - start) / 1_000
  for (const end = performance.now() + patience; waiting.some(({ heardAt }) => heardAt === undefined); await sleep(20))
    if (performance.now() > end) throw new Error('an approval was not heard of')
  return {
    fromSending: waiting.map(({ heardAt = 0 }, index) => heardAt - sent[index]!.sentAt),
    fromAnswer: waiting.map(({ heardAt = 0 }, index) => heardAt - sent[index]!.answeredAt),
    cpu: used,
    requests: requests / seconds,
  }
}

/** What the server uses while nothing happens. */
async function atRest({ pid }: Server) {
  const cpu = watchCpu(pid)
  await sleep(idle)
  return { cpu: cpu(), bytes: residentBytes(pid) }
}

async function run(ground: Ground) {
  const site = await ground.site()
  const server = await site.startServer()
  const preparation = await openPreparation(site)
  for (const one of await waitingAt(site, preparation, server, 20)) await one.approve()
  const waiting = await waitingAt(site, preparation, server, browsers)
  await preparation.forgetOutboxes()
  await untilIdle(server.pid)
  // What a thousand sign-ins leave in a process's heap is not what waiting costs.
  const alone = await atRest(server)
  const listening = await listenAll(waiting)
  await untilIdle(server.pid)
  const waited = await atRest(server)
  const told = await approveAll(waiting.slice(0, approvals), listening, server)
  listening.leave()
  await untilIdle(server.pid)
  const failures: Error[] = []
  const polling = await pollAll(waiting, pollEvery, (error) => failures.push(error))
  const asked = await approveAll(waiting.slice(-approvals), polling, server)
  polling.leave()
  await preparation.stop()
  if (failures.length > 0) throw failures[0]!
  return { rows: [...newsRows(told, asked), ...restRows(alone, waited)], notes }
}

const row = (what: string, events: number, polling: number | string) => ({ what, events, polling })

const newsRows = (told: Heard, asked: Heard) => [
  ...(['fromSending', 'fromAnswer'] as const).flatMap((from) =>
    ([0.5, 0.95, 0.99, 1] as const).map((share) =>
      row(
        `approval ${from === 'fromSending' ? 'sent' : 'answered'} → known, ${share < 1 ? `p${share * 100}` : 'max'} ms`,
        rounded(percentile(told[from], share)),
        rounded(percentile(asked[from], share)),
      ),
    ),
  ),
  row('server core % meanwhile', rounded(told.cpu), rounded(asked.cpu)),
  row('requests/s meanwhile', rounded(told.requests), rounded(asked.requests)),
]

type Rest = Awaited<ReturnType<typeof atRest>>

const restRows = (alone: Rest, waited: Rest) => [
  row('nobody waits: resident MB', rounded(alone.bytes / 1e6), '—'),
  row(`${browsers} wait: resident MB`, rounded(waited.bytes / 1e6), '—'),
  row('a waiting browser: kB', rounded((waited.bytes - alone.bytes) / browsers / 1e3), '—'),
  row('nobody waits: server core %', rounded(alone.cpu, 2), '—'),
  row(`${browsers} wait: server core %`, rounded(waited.cpu, 2), '—'),
]

const notes = [
  `${browsers} browsers of one server wait, ${approvals} are approved one after the other (scan, approve, ${pace} ms). Polling: each asks every ${pollEvery / 1_000} s.`,
  'Measured in the client; news may arrive before the approval is answered, then the time from the answer is negative.',
  'Nobody waits: after the same sign-ins, before the first stream.',
  `At rest: over ${idle / 1_000} s without a request, the first comments of the streams included.`,
]

await bench('news', () => onGround(true, run))
