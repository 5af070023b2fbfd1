// Every query of the product finds what it wants by an index, however many rows there are: MongoDB's own profiler tells of each.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { chainTrail } from '../../server/core/audit-trail.ts'
import { relayOutboxes } from '../../server/core/relay.ts'
import { createAuditChain } from '../../server/store/audit-chain.ts'
import { createPulse } from '../../server/store/pulse.ts'
import { createAudit, createOutboxes } from '../../server/store/audit.ts'
import { sendNotices } from '../../server/core/notice.ts'
import { bind } from '../actors/journeys.ts'
import { doorFor } from '../actors/mail-door.ts'
import { accountOf } from '../actors/records.ts'
import { webmailEnv } from '../actors/webmail.ts'
import { startWorld, type World } from '../actors/world.ts'
import { doveadmKey, startDoveadm, type DoveadmStandin } from '../standins/doveadm/start.ts'
import { addBystanders } from './bystanders.ts'
import { isSearching, profiled, startProfiler } from './profiler.ts'
import { watchCalls } from './watch-calls.ts'
import {
  signInOften,
  reportAStranger,
  enrol,
  guessTooOften,
  usePhone,
  useMail,
  askAtDoors,
  visitAWebmail,
  trustABrowser,
  unbind,
  giveAway,
} from './whole-life.ts'

const mail = ['notices', 'mailSessions', 'mailClients'] as const
const openid = ['openid', 'openidKeys'] as const
const stores = ['accounts', 'sessions', 'phones', 'counters', 'audit', ...mail, ...openid] as const
const { secret, env } = doorFor('enforce')
let node: DoveadmStandin
let world: World
let uncalled: Set<string>[]
beforeAll(async () => {
  node = await startDoveadm()
  world = await startWorld({ ...env, ...webmailEnv(), DOVEADM_URLS: node.url, DOVEADM_KEY: doveadmKey })
  await addBystanders(world)
  uncalled = stores.map((name) => watchCalls(name, world.app.services[name]))
  await startProfiler(world)
})
afterAll(() => world.stop().finally(node.stop))

/** Carries what is left to the trail, seals it, and looks at the account as an operator does. */
async function lookOn(address: string): Promise<void> {
  const { models } = world.database
  const { services } = world.app
  const { keys, now, sessions, audit, notices, mailSessions } = services
  const trail = chainTrail({ audit: createAudit(models), auditChain: createAuditChain(models), keys, now })
  const relayed = {
    outboxes: createOutboxes(models),
    audit: trail.audit,
    notices,
    mailSessions,
    mailNodes: ['a node'],
    leavers: { ...services, loggedOutClients: [] },
  }
  expect(await relayOutboxes(relayed)).toBeGreaterThan(0)
  expect(await trail.seal(true)).not.toBeNull()
  const pulse = createPulse(world.database)
  expect((await pulse.time()).getTime()).toBeGreaterThan(0)
  expect(await pulse.waiting(now())).toMatchObject({ events: 0, oldest: null })
  const { _id } = await accountOf(world, address)
  for (const found of await Promise.all([sessions.byAccount(_id), audit.byAccount(_id, new Date(0))]))
    expect(found.length).toBeGreaterThan(0)
}

it('a whole life of an account, its relays included, makes no query without an index', async () => {
  const address = await world.user('everything')
  const phone = world.phone('everything')
  await bind(world.browser(), phone, address)
  await signInOften(world, address, phone)
  await reportAStranger(world, address, phone)
  await usePhone(world, phone)
  await useMail(world, address, phone)
  await askAtDoors(world, secret, address, phone)
  await visitAWebmail(world, secret, address, phone)
  await trustABrowser(world, address, phone)
  await guessTooOften(world, address)
  await giveAway(world, 'given away')
  await enrol(world)
  await unbind(world, address, phone)
  await lookOn(address)
  expect(await sendNotices(world.app.services)).toBeGreaterThan(0)
  expect(uncalled.flatMap((names) => [...names])).toEqual([])
  const all = await profiled(world)
  expect(all.filter(({ planSummary }) => planSummary !== undefined).length).toBeGreaterThan(50)
  expect(all.filter(isSearching).map(({ ns, planSummary, command }) => [ns, planSummary, command])).toEqual([])
}, 60_000)
