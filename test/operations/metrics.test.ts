import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { auditEvent } from '../../server/core/audit.ts'
import { contract } from '../../shared/api/contract.ts'
import { errors } from '../../shared/errors.ts'
import { deliveries, factorKinds, signInResults } from '../../shared/factors.ts'
import { openEvents } from '../actors/event-stream.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bindWith, handsOf, prove } from '../actors/hands.ts'
import { approvedLogin, bind, redeem, signIn, typeCode, waiting } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf } from '../actors/records.ts'
import { startTown, type Town } from '../actors/town.ts'
import { until, watchable, watchServer, watchWorld, type Watcher } from '../actors/watcher.ts'

let world: FullWorld
let watcher: Watcher & { leave(): Promise<void> }
beforeAll(async () => {
  world = await startFullWorld(watchable)
  watcher = await watchWorld(world)
})
afterAll(async () => {
  await watcher.leave()
  await world.stop()
})

/** Waits for the relay of the world itself: what another one carries is not this process's to count. */
const counts = (name: string, labels: Record<string, string>, value: number) =>
  until(
    () => watcher.sum(name, labels),
    (found) => (found ?? 0) >= value,
  )
const soFar = async (name: string, labels: Record<string, string>) => (await watcher.sum(name, labels)) ?? 0

async function bound(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  await bind(world.browser(), phone, address)
  return { address, phone, browser: world.browser() }
}

const anyOf = (all: readonly string[]) => new RegExp(`^(${all.join('|')})$`)
const kind = anyOf(factorKinds)
/** What may stand in a label. */
const words: Record<string, RegExp> = {
  route: anyOf([
    ...Object.keys(contract),
    'GET /api/challenge/events',
    '/openapi.json',
    '/w/:ticket',
    'page',
    'file',
    'other',
  ]),
  status: /^[1-5]xx$/,
  code: anyOf(Object.keys(errors)),
  type: /^(login|scan|factor|recovery|proof|code|device|account|change|session)\.[a-z-]+$/,
  outcome: /^(ok|failed|refused|sent|unknown|refused-(target|limit|down)|wechat\.(code|blocked|busy|unavailable))$/,
  result: anyOf([...signInResults, 'password', 'failed']),
  method: /^(password|code|scan|device|none)$/,
  kind,
  channel: kind,
  delivery: anyOf([...deliveries, 'suppressed']),
  service: /^(wechat|mail|sms)$/,
  call: /^(identify|code|notify|send|notice)$/,
  check: /^(running|database|clock|feed)$/,
}

describe('/metrics', () => {
  it('is in the text format of Prometheus, with what Node tells of itself', async () => {
    const { headers } = await watcher.ask('/metrics')
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    const names = new Set((await watcher.metrics()).map(({ name }) => name))
    for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_seconds', 'nodejs_heap_size_used_bytes'])
      expect(names).toContain(name)
  })

  it('counts a sign-in by its result, its second step, its requests and its calls of WeChat', async () => {
    const { address, phone, browser } = await bound('counted')
    const step = ['msa_second_steps_total', { kind: 'wechat', result: 'ok' }] as const
    const signedIn = ['msa_sign_ins_total', { result: 'ok', method: 'scan' }] as const
    const asked = ['msa_http_request_seconds_count', { route: 'POST /api/session', status: '2xx' }] as const
    const wechat = ['msa_outbound_seconds_count', { service: 'wechat', call: 'identify', outcome: 'ok' }] as const
    const before = [await soFar(...step), await soFar(...signedIn), await soFar(...asked), await soFar(...wechat)]
    await redeem(browser, (await approvedLogin(browser, phone, address)).challenge)
    expect(await counts(...signedIn, before[1]! + 1)).toBe(before[1]! + 1)
    expect(await soFar(...step)).toBe(before[0]! + 1)
    expect(await soFar(...asked)).toBe(before[2]! + 1)
    expect(await soFar(...wechat)).toBeGreaterThan(before[3]!)
  })

  it('counts wrong passwords and what is refused because of them', async () => {
    const address = await world.user('guessed')
    const browser = world.browser()
    const refusedBefore = await soFar('msa_problems_total', { code: 'throttle.wait' })
    const tries = Array.from({ length: 6 }, () => ({ address, password: 'wrong' }))
    for (const input of tries) await codeOf(browser.call('POST /api/session', { input }))
    expect(await soFar('msa_sign_ins_total', { result: 'wrong-password', method: 'password' })).toBe(5)
    expect(await soFar('msa_problems_total', { code: 'login.wrong' })).toBe(5)
    expect(await soFar('msa_problems_total', { code: 'throttle.wait' })).toBe(refusedBefore + 1)
  })

  it.each(['email', 'sms'] as const)('counts codes by %s and what became of them', async (kind) => {
    const address = await world.user(`sent-${kind}`)
    const browser = world.browser()
    await signIn(browser, address)
    const hands = handsOf(world, kind, `sent-${kind}`)
    await bindWith(browser, hands)
    const again = world.browser()
    await prove(again, (await signIn(again, address)).challenge, hands)
    expect(await counts('msa_codes_sent_total', { channel: kind, delivery: 'sent' }, 2)).toBe(2)
    const service = kind === 'email' ? { service: 'mail', call: 'send' } : { service: 'sms', call: 'code' }
    expect(await soFar('msa_outbound_seconds_count', { ...service, outcome: 'sent' })).toBeGreaterThanOrEqual(2)
  })

  it('Q14: says nothing of anybody: every label is a word of ours', async () => {
    const { address, phone, browser } = await bound('nameless')
    const { challenge } = await signIn(browser, address)
    await codeOf(typeCode(browser, challenge, '000000'))
    const paths = ['/w/a-ticket-of-nobody', `/${address}`, '/api/phone/scans/some-scan', '/api/devices/some-device']
    for (const path of paths) await browser.send('DELETE', path)
    await redeem(browser, (await approvedLogin(browser, phone, address)).challenge)
    await until(
      () => watcher.sum('msa_outbox_events'),
      (found) => found === 0,
    )
    const { text } = await watcher.ask('/metrics')
    const { _id } = await accountOf(world, address)
    const secrets = [address, 'nameless', _id, challenge!.id, await phone.openid(), '127.0.0.1', 'some-', 'of-nobody']
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    const ours = (await watcher.metrics()).filter(({ name }) => name.startsWith('msa_'))
    const found = ours.flatMap(({ labels: { le: _, ...labels } }) => Object.entries(labels))
    expect(found.filter(([label, word]) => !words[label]?.test(word))).toEqual([])
  })

  it('tells how many pages wait for news', async () => {
    const { browser } = await waiting(world, 'streaming')
    const before = await soFar('msa_event_streams', {})
    const events = await openEvents(world.url, browser.cookies())
    await events.next()
    expect(await watcher.sum('msa_event_streams')).toBe(before + 1)
    await events.close()
    await until(
      () => watcher.sum('msa_event_streams'),
      (open) => open === before,
    )
  })

  it('tells the age of what no process carries, and what is due', async () => {
    const { address } = await bound('backlog')
    await world.deliver()
    const { _id } = await accountOf(world, address)
    const at = new Date(world.clock.now().getTime() - 3_600_000)
    const event = auditEvent(at, { type: 'session.ended', outcome: 'ok', accountId: _id, actor: 'system' })
    // Not to be carried: the app of this world has stopped, its listener has not.
    await world.app.stop()
    await world.database.models.accounts.collection.updateOne({ _id } as object, { $push: { outbox: event } } as object)
    const notice = { _id: 'due', dueAt: at, via: 'mail', to: 'x', event, tries: 0, sentAt: null, failedAt: null }
    await world.database.models.notices.collection.insertOne({ ...notice, expiresAt: new Date() } as object)
    expect(await watcher.sum('msa_outbox_events')).toBe(1)
    expect(await watcher.sum('msa_outbox_oldest_seconds')).toBeGreaterThanOrEqual(3_600)
    expect(await watcher.sum('msa_outbox_oldest_seconds')).toBeLessThan(3_660)
    expect(await watcher.sum('msa_notices_due')).toBe(1)
    await world.database.models.notices.collection.deleteOne({ _id: 'due' } as object)
  })
})

describe('over two processes', () => {
  let town: Town
  afterAll(() => town.stop())

  it('each event is counted by one of them', async () => {
    town = await startTown(2, { env: watchable })
    const watchers = town.servers.map(watchServer)
    const total = async () => {
      const all = await Promise.all(
        watchers.map((one) => one.sum('msa_security_events_total', { type: 'login.password' })),
      )
      return all.reduce<number>((sum, one) => sum + (one ?? 0), 0)
    }
    const phone = town.phone('both')
    const address = await town.user('both')
    await bind(town.browser(), phone, address)
    const times = Array.from({ length: 12 }, (_, at) => at % 2)
    await Promise.all(times.map((at) => signIn(town.browser(at), address)))
    expect(await until(total, (found) => found >= 12)).toBe(12)
    const waitingIn = () => watchers[0]!.sum('msa_outbox_events')
    await until(waitingIn, (found) => found === 0)
    expect(await total()).toBe(12)
  }, 60_000)
})
