// Every query of the product finds what it wants by an index, however many rows there are: MongoDB's own profiler tells of each.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { callToEnrol } from '../../server/core/enrol.ts'
import { chainTrail } from '../../server/core/audit-trail.ts'
import { relayOutboxes } from '../../server/core/relay.ts'
import { createAuditChain } from '../../server/store/audit-chain.ts'
import { createPulse } from '../../server/store/pulse.ts'
import { createAudit, createOutboxes } from '../../server/store/audit.ts'
import { sendNotices } from '../../server/core/notice.ts'
import { limits } from '../../shared/limits.ts'
import { openEvents } from '../actors/event-stream.ts'
import { beginChange, send, typeMailed } from '../actors/hands.ts'
import {
  approvedLogin,
  beginUnbind,
  bind,
  linkOf,
  redeem,
  signIn,
  signInAnew,
  trusted,
  typeCode,
} from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { askAsMailClients } from '../actors/mail-owner.ts'
import type { Phone } from '../actors/phone.ts'
import { accountOf } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'
import { startWorld, type World } from '../actors/world.ts'
import { doveadmKey, startDoveadm, type DoveadmStandin } from '../standins/doveadm/start.ts'
import { addBystanders } from './bystanders.ts'
import { isSearching, profiled, startProfiler } from './profiler.ts'
import { watchCalls } from './watch-calls.ts'

const mail = ['notices', 'mailSessions', 'mailClients'] as const
const stores = ['accounts', 'sessions', 'phones', 'counters', 'audit', ...mail] as const
const { secret, env } = doorFor('enforce')
let node: DoveadmStandin
let world: World
let uncalled: Set<string>[]
beforeAll(async () => {
  node = await startDoveadm()
  world = await startWorld({ ...env, DOVEADM_URLS: node.url, DOVEADM_KEY: doveadmKey })
  await addBystanders(world)
  uncalled = stores.map((name) => watchCalls(name, world.app.services[name]))
  await startProfiler(world)
})
afterAll(() => world.stop().finally(node.stop))
const door = mailDoor(() => world.doors, secret)

async function signInOften(address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  await codeOf(browser.call('POST /api/session', { input: { address, password: 'wrong' } }))
  const { challenge } = await signIn(browser, address)
  const events = await openEvents(world.url, browser.cookies())
  await events.next()
  await events.close()
  await codeOf(typeCode(browser, challenge, '000000'))
  await typeCode(browser, challenge, await phone.code())
  await browser.call('DELETE /api/session')
  const again = world.browser()
  await redeem(again, (await approvedLogin(again, phone, address)).challenge)
  world.clock.advance(limits.sessionTouchEvery + 1_000)
  await again.call('GET /api/session')
}

async function reportAStranger(address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  const { challenge } = await signInAnew(browser, address)
  const passerBy = world.phone('passer-by')
  await passerBy.open()
  await codeOf(passerBy.scan(linkOf(challenge)))
  const renewed = await browser.call('POST /api/challenge/renew', { input: { challenge: challenge!.id, by: 'click' } })
  await phone.answer(await phone.scan(linkOf(renewed)), 'report')
  const password = 'another correct horse'
  await world.user('everything', password)
  await world.browser().call('POST /api/session', { input: { address, password } })
  await world.user('everything')
}

/** A mailbox without a factor is called to enrol, and no password of it was known. */
async function enrol(): Promise<void> {
  const address = await world.user('enrolling')
  await signIn(world.browser(), address)
  const { accounts } = world.app.services
  const account = await accounts.byAddress(address)
  await world.database.connection.collection('accounts').updateOne({ address }, { $set: { passwordMark: null } })
  await callToEnrol(world.app.services, account!, 'for the indexes')
  await signIn(world.browser(), address)
}

async function guessTooOften(address: string): Promise<void> {
  const browser = world.browser()
  const { challenge } = await signIn(browser, address)
  for (let count = 0; count < limits.triesBeforeRest; count += 1) await codeOf(typeCode(browser, challenge, '000000'))
}

async function usePhone(phone: Phone): Promise<void> {
  const { refresh } = await phone.open()
  const { token } = await phone.call('POST /api/phone/session/renew', { input: { refresh } })
  phone.holdToken(token)
  await phone.call('GET /api/phone/activity')
  await phone.call('DELETE /api/phone/session')
  phone.holdToken(undefined)
}

/** A backup address is bound, and another one put in its place. */
async function useMail(address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  await redeem(browser, (await approvedLogin(browser, phone, address)).challenge)
  const bound = await browser.call('POST /api/bindings', { input: { kind: 'email' } })
  await typeMailed(world, browser, bound, 'first@example.com')
  const { challenge } = await typeMailed(
    world,
    browser,
    await beginChange(browser, 'rebind', 'email'),
    'first@example.com',
  )
  await typeMailed(world, browser, challenge!, 'second@example.com')
  await browser.call('GET /api/history')
  const asked = await browser.call('POST /api/proof', { input: {} })
  // More than the budget allows.
  for (let times = 0; times < limits.sendsPerHour; times += 1) {
    await codeOf(send(browser, asked, 'email'))
    world.clock.advance(limits.resendAfter)
  }
}

async function askAtDoors(address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  await redeem(browser, (await approvedLogin(browser, phone, address)).challenge)
  await askAsMailClients(door, { address, browser }, password)
  await door.get('/doors/names')
  await door.post('/doors/report', { login: address, protocol: 'imap', remote: '', success: true })
  for await (const { address: old } of world.app.services.mailClients.old(new Date(0))) expect(old).toBe(address)
}

async function trustABrowser(address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  await trusted(browser, phone, address)
  await signIn(browser, address)
  await browser.call('DELETE /api/devices')
}

async function unbind(address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  await redeem(browser, (await approvedLogin(browser, phone, address)).challenge)
  await beginUnbind(browser)
  await browser.call('DELETE /api/challenge')
  const challenge = await beginUnbind(browser)
  await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
  await redeem(browser, challenge)
}

/** The mailbox becomes somebody else's. */
async function giveAway(name: string): Promise<void> {
  const address = await world.user(name)
  await signIn(world.browser(), address)
  await world.database.connection.collection('localUsers').deleteOne({ address })
  await signIn(world.browser(), await world.user(name))
}

/** Carries what is left to the trail, seals it, and looks at the account as an operator does. */
async function lookOn(address: string): Promise<void> {
  const { models } = world.database
  const { keys, now, sessions, audit, notices, mailSessions } = world.app.services
  const trail = chainTrail({ audit: createAudit(models), auditChain: createAuditChain(models), keys, now })
  const relayed = { outboxes: createOutboxes(models), audit: trail.audit, notices, mailSessions, mailNodes: ['a node'] }
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
  await signInOften(address, phone)
  await reportAStranger(address, phone)
  await usePhone(phone)
  await useMail(address, phone)
  await askAtDoors(address, phone)
  await trustABrowser(address, phone)
  await guessTooOften(address)
  await giveAway('given away')
  await enrol()
  await unbind(address, phone)
  await lookOn(address)
  expect(await sendNotices(world.app.services)).toBeGreaterThan(0)
  expect(uncalled.flatMap((names) => [...names])).toEqual([])
  const all = await profiled(world)
  expect(all.filter(({ planSummary }) => planSummary !== undefined).length).toBeGreaterThan(50)
  expect(all.filter(isSearching).map(({ ns, planSummary, command }) => [ns, planSummary, command])).toEqual([])
}, 60_000)
